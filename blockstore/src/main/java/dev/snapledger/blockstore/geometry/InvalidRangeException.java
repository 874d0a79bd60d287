package dev.snapledger.blockstore.geometry;

/** A caller's mistake: a size, position or range that is not aligned or lies outside its disk. */
public final class InvalidRangeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidRangeException(String message) {
    super(message);
  }
}
