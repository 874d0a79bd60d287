package dev.snapledger.bench.blocks;

import dev.snapledger.bench.disk.Changes;
import dev.snapledger.bench.disk.MismatchException;
import dev.snapledger.bench.disk.RangeList;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.bench.peer.FileSync;
import dev.snapledger.bench.peer.Machine;
import dev.snapledger.bench.peer.OurStore;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.local.PayloadlessChain;
import dev.snapledger.blockstore.local.PayloadlessChain.Written;
import dev.snapledger.cli.output.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.roaringbitmap.RoaringBitmap;

/**
 * The metadata of a disk that is too large to be stored here: its deltas written, looked up in, and
 * opened and compared by the store. For one thread.
 */
final class LargeDisk {
  private static final String REGION = "large";
  private static final int LOOK_UPS = 20_000;
  private static final int CHECKED_LOOK_UPS = 50;
  private static final int ADJACENT_PAIRS = 5;
  private static final int SHOWN_EVERY = 50;
  private static final String MEMORY = "one read of memory";

  private final BlocksOptions options;
  private final Machine machine;
  private final Measured measured;
  private final Console console;
  private final Path folder;
  private final int blocks;
  private final RoaringBitmap changedAfterFirst = new RoaringBitmap();
  private long deltaBytes;

  LargeDisk(Setting setting) {
    this.options = setting.options();
    this.machine = setting.turns().machine();
    this.measured = setting.turns().measured();
    this.console = setting.turns().console();
    this.folder = setting.place().workspace().root().resolve("large");
    this.blocks = Geometry.blocksOf(options.largeBytes());
  }

  /** Runs it; returns the length of the longest delta of a change. */
  long run() throws IOException {
    writeAndLookUp();
    diff();
    FileSync.delete(folder);
    machine.end();
    return deltaBytes;
  }

  /** On its own, so that its index is gone before the store makes another: the heap has one. */
  private void writeAndLookUp() throws IOException {
    Path region = folder.resolve("regions").resolve(REGION);
    try (PayloadlessChain chain = PayloadlessChain.create(region, options.largeBytes())) {
      write(chain);
      lookUp(chain);
    }
  }

  /** The blocks that an image changed, made anew whenever they are needed. */
  private RoaringBitmap changed(int ordinal) {
    return Changes.choose(new SplittableRandom(ordinal), blocks);
  }

  private void write(PayloadlessChain chain) throws IOException {
    chain.addBase();
    for (int ordinal = 2; ordinal <= options.largeSnapshots(); ordinal++) {
      RoaringBitmap changed = changed(ordinal);
      Written written = chain.add(changed);
      measured.add(Operation.LARGE_SEAL, OurStore.LABEL, written.durableNanos());
      measured.add(Operation.LARGE_INDEX, OurStore.LABEL, written.indexNanos());
      deltaBytes = Math.max(deltaBytes, written.fileBytes());
      changedAfterFirst.or(changed);
      check(chain, changed, ordinal);
      if (ordinal % SHOWN_EVERY == 0) {
        append(written.fileBytes());
        console.line("  large disk: %d images".formatted(ordinal));
      }
    }
  }

  /** The limit: as many bytes appended, and made durable. */
  private void append(long bytes) throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) bytes);
    machine.append(content); // The first one makes the file.
    long start = System.nanoTime();
    machine.append(content);
    measured.add(Operation.LARGE_SEAL, Setting.APPEND, System.nanoTime() - start);
  }

  /** What was just changed is found in the new layer, and in an older one before it. */
  private static void check(PayloadlessChain chain, RoaringBitmap changed, int ordinal) {
    int step = Math.max(1, changed.getCardinality() / CHECKED_LOOK_UPS);
    for (int rank = 0; rank < changed.getCardinality(); rank += step) {
      int block = changed.select(rank);
      if (chain.layerOf(block, ordinal) != ordinal
          || chain.layerOf(block, ordinal - 1) >= ordinal) {
        throw new MismatchException(
            "expected block %d to change with image %d".formatted(block, ordinal));
      }
    }
  }

  private void lookUp(PayloadlessChain chain) {
    try (DependentReads memory = new DependentReads()) {
      lookUp(chain, memory);
    }
  }

  private void lookUp(PayloadlessChain chain, DependentReads memory) {
    memory.walk(LOOK_UPS);
    SplittableRandom random = new SplittableRandom(3);
    chain.lookUp(options.largeSnapshots(), LOOK_UPS, random);
    for (int round = 1; round <= options.rounds(); round++) {
      Series byImage = new Series();
      for (int ordinal = 1; ordinal <= options.largeSnapshots(); ordinal++) {
        byImage.add((double) chain.lookUp(ordinal, LOOK_UPS, random) / LOOK_UPS);
      }
      measured.add(Operation.LARGE_LOOK_UP, "median image", byImage.median());
      measured.add(Operation.LARGE_LOOK_UP, OurStore.LABEL, byImage.max());
      measured.add(Operation.LARGE_LOOK_UP, MEMORY, (double) memory.walk(LOOK_UPS) / LOOK_UPS);
      console.line(
          "  round %d large disk: look-up in ns, by image: %.0f / %.0f / %.0f"
              .formatted(round, byImage.min(), byImage.median(), byImage.max()));
    }
  }

  private void diff() throws IOException {
    try (BlockStores stores = BlockStores.in(folder)) {
      long start = System.nanoTime();
      BlockStore store = stores.region(REGION);
      double open = measured.add(Operation.LARGE_OPEN, OurStore.LABEL, System.nanoTime() - start);
      console.line("  large disk: opened in %.0f ms".formatted(open));
      for (int round = 1; round <= options.rounds(); round++) {
        diff(store, round);
      }
    }
  }

  private void diff(BlockStore store, int round) {
    int last = options.largeSnapshots();
    SplittableRandom random = new SplittableRandom(round);
    Series adjacent = new Series();
    for (int i = 0; i < ADJACENT_PAIRS; i++) {
      int to = random.nextInt(2, last + 1);
      adjacent.add(timed(store, Operation.LARGE_DIFF_ADJACENT, to - 1, to, changed(to)));
    }
    double far = timed(store, Operation.LARGE_DIFF_FAR, 1, last, changedAfterFirst);
    console.line(
        "  round %d large disk: diff in ms, neighbours %.2f, first and last %.1f"
            .formatted(round, adjacent.median(), far));
  }

  private double timed(
      BlockStore store, Operation operation, int from, int to, RoaringBitmap changed) {
    long start = System.nanoTime();
    RangeList ranges =
        OurStore.ranges(
            store.diff(
                PayloadlessChain.image(from), PayloadlessChain.image(to), DiffPrecision.TRACKED));
    long nanos = System.nanoTime() - start;
    ranges.checkExactly(changed, "the diff of images %d and %d".formatted(from, to));
    return measured.add(operation, OurStore.LABEL, nanos);
  }
}
