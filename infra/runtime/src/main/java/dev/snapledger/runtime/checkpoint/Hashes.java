package dev.snapledger.runtime.checkpoint;

import java.util.Arrays;
import java.util.function.LongConsumer;

/** A growing list of hashes, eight bytes each. For one thread. */
final class Hashes implements LongConsumer {
  private long[] hashes = new long[64];
  private int size;

  @Override
  public void accept(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size++] = hash;
  }

  int size() {
    return size;
  }

  void addAllTo(KeyFilter filter) {
    for (int i = 0; i < size; i++) {
      filter.add(hashes[i]);
    }
  }
}
