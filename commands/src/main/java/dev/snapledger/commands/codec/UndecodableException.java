package dev.snapledger.commands.codec;

/** Bytes that are not a record of the expected kind; the message says what was expected. */
public final class UndecodableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean unknownSchema;

  /** A reason of the form {@code expected …, but found …}. */
  public UndecodableException(String message) {
    this(message, false);
  }

  /** As above, with what the decoder said. */
  public UndecodableException(String message, Throwable cause) {
    super(message, cause);
    this.unknownSchema = false;
  }

  private UndecodableException(String message, boolean unknownSchema) {
    super(message);
    this.unknownSchema = unknownSchema;
  }

  /** The bytes name a schema that was never shipped. */
  static UndecodableException ofUnknownSchema(String message) {
    return new UndecodableException(message, true);
  }

  /** Whether the bytes may be whole, but name a schema that was never shipped. */
  public boolean unknownSchema() {
    return unknownSchema;
  }
}
