package dev.snapledger.commands.codec;

import java.io.IOException;

/** Bytes that no value of the schema has; an I/O exception because Avro's decoders throw those. */
final class MalformedInputException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedInputException(String message) {
    super(message);
  }
}
