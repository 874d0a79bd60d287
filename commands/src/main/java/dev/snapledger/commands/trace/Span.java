package dev.snapledger.commands.trace;

import org.jspecify.annotations.Nullable;

/** A piece of work of a trace, ended by closing it. May be closed by another thread. */
public interface Span extends AutoCloseable {
  /** Work that is not recorded. */
  Span NONE = new Span() {};

  /** Where the work is done. */
  enum Kind {
    /** Something was asked from outside. */
    SERVER,
    /** Another part is asked, and answers. */
    CLIENT,
    /** Records that were read. */
    CONSUMER,
    /** Work within a node. */
    INTERNAL
  }

  /** What work that this leads to is handed; null if it is not recorded. */
  default @Nullable TraceParent context() {
    return null;
  }

  /** Says what the work turned out to be. */
  default void name(String name) {}

  /** Says more; never a token, a signature or a query. */
  default void say(String attribute, String value) {}

  /** Says a number. */
  default void say(String attribute, long value) {}

  /** The work failed. */
  default void failed(String why) {}

  @Override
  default void close() {}
}
