package dev.snapledger.server.file;

/** A secret's file can be read by others than its owner. */
public final class ExposedFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExposedFileException(String message) {
    super(message);
  }
}
