package dev.snapledger.blockstore.file;

import java.util.Arrays;

/** Bytes of a file in memory, growing by doubling. For one thread at a time. */
final class FileBytes {
  byte[] bytes = new byte[512];
  int size;

  /** Bytes that were written. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Write(int position, byte[] bytes) {}

  /** A new length. */
  record Resize(int size) {}

  void apply(Object change) {
    if (change instanceof Resize resize) {
      grow(resize.size());
      Arrays.fill(bytes, Math.min(size, resize.size()), Math.max(size, resize.size()), (byte) 0);
      size = resize.size();
    } else if (change instanceof Write write) {
      grow(write.position() + write.bytes().length);
      System.arraycopy(write.bytes(), 0, bytes, write.position(), write.bytes().length);
      size = Math.max(size, write.position() + write.bytes().length);
    }
  }

  private void grow(int needed) {
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Integer.highestOneBit(needed - 1) * 2);
    }
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, size);
  }
}
