package dev.snapledger.blockstore.api;

/** Two images were compared that do not belong to one chain. */
public final class NotOneFamilyException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public NotOneFamilyException(String message) {
    super(message);
  }
}
