package dev.snapledger.blockstore.api;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * An ordered answer read piece by piece; memory does not grow with its length.
 *
 * <p>For one thread. Nothing to close. If the image it walks is deleted meanwhile, the next step
 * throws {@link NotFoundException}.
 */
public interface Cursor<T> extends Iterator<T> {
  /** Reads what is left into a list, for answers known to be short. */
  default List<T> toList() {
    List<T> all = new ArrayList<>();
    forEachRemaining(all::add);
    return all;
  }
}
