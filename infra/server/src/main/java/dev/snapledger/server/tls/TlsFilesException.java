package dev.snapledger.server.tls;

/** Certificate or key files that cannot be used; the message names the file, never its content. */
public final class TlsFilesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TlsFilesException(String message, Throwable cause) {
    super(message, cause);
  }

  TlsFilesException(String message) {
    super(message);
  }
}
