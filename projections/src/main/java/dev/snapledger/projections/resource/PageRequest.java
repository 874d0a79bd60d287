package dev.snapledger.projections.resource;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a listing.
 *
 * @param itemsMax most items of the page, 1 to {@link #PAGE_ITEMS_MAX}
 * @param cursor {@link Page#nextCursor} of the page before; null for the first page
 */
public record PageRequest(int itemsMax, @Nullable String cursor) {
  /** Most items of one page. */
  public static final int PAGE_ITEMS_MAX = 1_000;

  /** The first page, as long as can be. */
  public static final PageRequest FIRST = new PageRequest(PAGE_ITEMS_MAX, null);
}
