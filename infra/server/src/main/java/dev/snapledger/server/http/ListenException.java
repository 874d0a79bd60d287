package dev.snapledger.server.http;

/** The server could not listen where it was told to. */
public final class ListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ListenException(String host, int port) {
    super(
        "expected port %d of %s to be free and permitted, but could not listen there"
            .formatted(port, host));
  }
}
