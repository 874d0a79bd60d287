package dev.snapledger.blockstore.api;

import dev.snapledger.blockstore.geometry.PageRange;

/** A changed range of a diff and what it holds at the {@code to} end. */
public record DiffRange(PageRange range, Kind kind) {
  /** Whether a part has a byte other than zero. */
  public enum Kind {
    DATA,
    CLEARED
  }
}
