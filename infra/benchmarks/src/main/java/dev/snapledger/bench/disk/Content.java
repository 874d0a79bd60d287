package dev.snapledger.bench.disk;

import dev.snapledger.blockstore.geometry.Geometry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The bytes of each version of each block, made anew whenever they are needed: the same for the
 * same seed. Any thread may call.
 *
 * <p>At version 0 half of the disk is random, a quarter text, a quarter zero, in extents of 1 MiB.
 * Later versions keep the kind; what was zero becomes random or text.
 */
public final class Content {
  /** What a block looks like to a compressor. */
  public enum Kind {
    RANDOM,
    TEXT,
    ZERO
  }

  private static final int EXTENT_BLOCKS = 16;
  private static final int WORDS = 1 << 12;
  private static final int LETTERS_MIN = 2;
  private static final int LETTERS_MAX = 7;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long seed;

  /** Each word and a blank, its first byte lowest; and its length with the blank. */
  private final long[] words = new long[WORDS];

  private final int[] wordBytes = new int[WORDS];

  /** Content of that seed. */
  public Content(long seed) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    for (int word = 0; word < WORDS; word++) {
      int letters = random.nextInt(LETTERS_MIN, LETTERS_MAX + 1);
      long bytes = ' ';
      for (int i = 0; i < letters; i++) {
        bytes = bytes << Byte.SIZE | letter(random);
      }
      words[word] = bytes;
      wordBytes[word] = letters + 1;
    }
  }

  /** The lower of two: some letters are common. */
  private static int letter(SplittableRandom random) {
    int one = random.nextInt(26);
    int other = random.nextInt(26);
    return 'a' + Math.min(one, other);
  }

  /** What the block looks like. */
  public static Kind kindOf(int block, int version) {
    return switch (block / EXTENT_BLOCKS % 4) {
      case 0, 2 -> Kind.RANDOM;
      case 1 -> Kind.TEXT;
      default -> version == 0 ? Kind.ZERO : block % 2 == 0 ? Kind.RANDOM : Kind.TEXT;
    };
  }

  /** Writes the bytes of a version of a block: 65,536. */
  public void fill(int block, int version, byte[] into) {
    SplittableRandom random =
        new SplittableRandom(scattered(seed ^ ((long) version << Integer.SIZE | block)));
    switch (kindOf(block, version)) {
      case RANDOM -> {
        for (int at = 0; at < Geometry.BLOCK_BYTES; at += Long.BYTES) {
          LONG.set(into, at, random.nextLong());
        }
      }
      case TEXT -> text(random, into);
      case ZERO -> Arrays.fill(into, 0, Geometry.BLOCK_BYTES, (byte) 0);
    }
  }

  /**
   * Neighbouring seeds far apart, since generators whose seeds are a multiple of their step apart
   * give the same numbers, shifted. Source: MurmurHash3, finalizer for 64 bits.
   */
  private static long scattered(long bits) {
    long mixed = (bits ^ (bits >>> 33)) * 0xFF51_AFD7_ED55_8CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CE_B9FE_1A85_EC53L;
    return mixed ^ (mixed >>> 33);
  }

  private void text(SplittableRandom random, byte[] into) {
    int at = 0;
    while (at <= Geometry.BLOCK_BYTES - 4 * Long.BYTES) {
      long bits = random.nextLong();
      for (int i = 0; i < 4; i++, bits >>>= Short.SIZE) {
        // Squared: some words are common.
        long drawn = bits & 0xFFFF;
        int word = (int) ((drawn * drawn) >>> 20);
        LONG.set(into, at, words[word]);
        at += wordBytes[word];
      }
    }
    Arrays.fill(into, at, Geometry.BLOCK_BYTES, (byte) ' ');
  }
}
