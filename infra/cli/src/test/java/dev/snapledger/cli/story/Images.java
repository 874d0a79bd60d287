package dev.snapledger.cli.story;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** What a disk should hold, as a sparse file. */
final class Images {
  static final long GIB = 1L << 30;

  private final Path file;
  private final SplittableRandom random;

  private Images(Path file, long seed) {
    this.file = file;
    this.random = new SplittableRandom(seed);
  }

  /** A file of zeros. */
  static Images create(Path file, long lengthBytes, long seed) throws IOException {
    try (RandomAccessFile handle = new RandomAccessFile(file.toFile(), "rw")) {
      handle.setLength(lengthBytes);
    }
    return new Images(file, seed);
  }

  Path file() {
    return file;
  }

  /** Bytes of chance. */
  byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Puts bytes of chance there. */
  byte[] fill(long startByte, int length) throws IOException {
    byte[] bytes = bytes(length);
    put(startByte, bytes);
    return bytes;
  }

  void put(long startByte, byte[] bytes) throws IOException {
    try (RandomAccessFile handle = new RandomAccessFile(file.toFile(), "rw")) {
      handle.seek(startByte);
      handle.write(bytes);
    }
  }

  /** Puts bytes of chance at many places. */
  void scatter(int places, int length) throws IOException {
    for (int i = 0; i < places; i++) {
      fill(random.nextLong(GIB - length), length);
    }
  }
}
