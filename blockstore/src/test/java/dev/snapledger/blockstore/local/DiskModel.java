package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.PART_BYTES;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** A disk as plain bytes, with what a crash may leave of it. */
final class DiskModel {
  byte[] bytes;

  /** Parts written or cleared since the last seal. */
  BitSet written = new BitSet();

  private byte[] durable;

  /** Every state each part went through since the last flush. */
  private final List<byte[]> states = new ArrayList<>();

  DiskModel(byte[] bytes) {
    this.bytes = bytes.clone();
    this.durable = bytes.clone();
  }

  void write(int start, byte[] data) {
    bytes = bytes.clone();
    System.arraycopy(data, 0, bytes, start, data.length);
    written.set(start / PART_BYTES, (start + data.length - 1) / PART_BYTES + 1);
    states.add(bytes);
  }

  void clear(int start, int end) {
    write(start, new byte[end - start]);
  }

  void resize(int size) {
    bytes = Arrays.copyOf(bytes, size);
    durable = Arrays.copyOf(durable, size);
    states.replaceAll(state -> Arrays.copyOf(state, size));
  }

  void flushed() {
    durable = bytes;
    states.clear();
  }

  /** Takes what was found after a crash, if a crash may have left it. */
  void recover(byte[] found) {
    check(found);
    durable = bytes;
    states.clear();
  }

  /** Takes what was found after a fault without a crash; a crash may still follow. */
  void recoverKeepingHistory(byte[] found) {
    check(found);
    states.add(bytes);
  }

  private void check(byte[] found) {
    if (found.length != bytes.length) {
      resize(found.length);
    }
    for (int start = 0; start < found.length; start += PART_BYTES) {
      int from = start;
      int to = Math.min(start + PART_BYTES, found.length);
      boolean allowed =
          Arrays.equals(found, from, to, durable, from, to)
              || states.stream().anyMatch(state -> Arrays.equals(found, from, to, state, from, to));
      if (!allowed) {
        throw new AssertionError(
            "expected part "
                + start / PART_BYTES
                + " as flushed or as written since, but found neither");
      }
    }
    bytes = found.clone();
  }
}
