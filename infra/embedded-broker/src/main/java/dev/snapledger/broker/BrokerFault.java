package dev.snapledger.broker;

import org.jspecify.annotations.Nullable;

/** Why there is no broker, in words an operator can act on. */
public final class BrokerFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  BrokerFault(Kind kind, String message) {
    this(kind, message, null);
  }

  BrokerFault(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** What sort of trouble it is; the message has the details. */
  public Kind kind() {
    return kind;
  }

  /** The sorts of trouble; each needs something else from the operator. */
  public enum Kind {
    /** Another process runs a broker in this directory. */
    DIRECTORY_IN_USE,
    /** A newer version wrote the directory. Nothing was changed. */
    DIRECTORY_NEWER,
    /** The directory cannot be read or written, or is not what it should be. */
    DIRECTORY_UNUSABLE,
    /** The broker's process ended, or did not serve in time. */
    START_FAILED,
    /** The calling thread was interrupted; the broker was stopped. */
    INTERRUPTED
  }
}
