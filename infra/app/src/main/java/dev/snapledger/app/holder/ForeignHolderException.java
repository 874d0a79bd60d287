package dev.snapledger.app.holder;

/** The blocks are held by a node that this one cannot wait for. */
public final class ForeignHolderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ForeignHolderException(String message) {
    super(message);
  }
}
