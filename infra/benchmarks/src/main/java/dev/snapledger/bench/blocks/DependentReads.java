package dev.snapledger.bench.blocks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/**
 * What a read of memory costs that has to wait for the one before: a walk over cache lines of 512
 * MiB, each of which says which is next, in random order. The index of a large disk is as large,
 * and no look-up in it can do with less than one such read.
 */
final class DependentReads implements AutoCloseable {
  private static final long BYTES = 512L << 20;
  private static final int LINE_BYTES = 64;
  private static final int LINES = (int) (BYTES / LINE_BYTES);

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment lines = arena.allocate(BYTES, LINE_BYTES);
  private int at;

  DependentReads() {
    SplittableRandom random = new SplittableRandom(5);
    for (int line = 0; line < LINES; line++) {
      put(line, line);
    }
    for (int line = LINES - 1; line > 0; line--) { // One cycle through all lines (Sattolo, 1986).
      int other = random.nextInt(line);
      int next = get(line);
      put(line, get(other));
      put(other, next);
    }
  }

  private int get(int line) {
    return lines.get(ValueLayout.JAVA_INT, (long) line * LINE_BYTES);
  }

  private void put(int line, int next) {
    lines.set(ValueLayout.JAVA_INT, (long) line * LINE_BYTES, next);
  }

  /** Goes so many steps, and returns the nanoseconds that they took. */
  long walk(int steps) {
    long start = System.nanoTime();
    for (int i = 0; i < steps; i++) {
      at = get(at);
    }
    return System.nanoTime() - start;
  }

  @Override
  public void close() {
    arena.close();
  }
}
