package dev.snapledger.server.query;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.geometry.PageRange;
import java.util.function.Function;

/**
 * Ranges of a snapshot, or of two, and how they are shown.
 *
 * @param source the ranges
 * @param extent which bytes one of them is about
 * @param item writes one of them
 */
record Ranges<T>(Source<T> source, Function<T, PageRange> extent, JsonBody.Item<T> item) {
  /** Where ranges come from. */
  @FunctionalInterface
  interface Source<T> {
    /** Those of a part of the snapshot, cut to it, ascending; to be read once. */
    Cursor<T> within(PageRange part);
  }
}
