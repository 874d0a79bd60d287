package dev.snapledger.bench.http;

import dev.snapledger.bench.disk.Changes;
import dev.snapledger.bench.figure.Series;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.local.PayloadlessChain;
import dev.snapledger.cli.output.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/**
 * Lists of changed ranges of a disk that is too large to be stored here, over plain HTTP: how long
 * until the first byte comes, and until the last.
 */
final class LargeDiff {
  private static final String REGION = "large";
  private static final int ADJACENT_PAIRS = 10;
  private static final int SHOWN_EVERY = 20;

  private final HttpOptions options;
  private final Path folder;
  private final Console console;
  private final Series adjacentFirst = new Series();
  private final Series farFirst = new Series();
  private final Series adjacentWhole = new Series();
  private final Series farWhole = new Series();

  LargeDiff(HttpOptions options, Path folder, Console console) {
    this.options = options;
    this.folder = folder;
    this.console = console;
  }

  void run() throws IOException {
    write();
    try (LargePlane plane = LargePlane.open(folder, REGION, options)) {
      for (int round = 0; round <= options.rounds(); round++) {
        round(plane, round);
      }
    }
  }

  private void write() throws IOException {
    Path region = folder.resolve("regions").resolve(REGION);
    int blocks = Geometry.blocksOf(options.largeBytes());
    long begin = System.nanoTime();
    try (PayloadlessChain chain = PayloadlessChain.create(region, options.largeBytes())) {
      chain.addBase();
      for (int ordinal = 2; ordinal <= options.largeSnapshots(); ordinal++) {
        chain.add(Changes.choose(new SplittableRandom(ordinal), blocks));
        if (ordinal % SHOWN_EVERY == 0) {
          console.line(
              "  large disk: %d of %d snapshots after %d s"
                  .formatted(
                      ordinal,
                      options.largeSnapshots(),
                      TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)));
        }
      }
    }
  }

  private void round(LargePlane plane, int round) throws IOException {
    SplittableRandom random = new SplittableRandom(round);
    Series adjacent = new Series();
    for (int i = 0; i < ADJACENT_PAIRS; i++) {
      int to = random.nextInt(2, options.largeSnapshots() + 1);
      RangeClient.Got got = list(plane, to - 1, to, round > 0 ? adjacentWhole : new Series());
      adjacent.add(millis(got.firstByteNanos()));
    }
    RangeClient.Got far =
        list(plane, 1, options.largeSnapshots(), round > 0 ? farWhole : new Series());
    if (round > 0) {
      adjacentFirst.add(adjacent.median());
      farFirst.add(millis(far.firstByteNanos()));
    }
    console.line(
        "  %s  first byte of a diff: neighbours %.1f ms, first and last %.1f ms"
            .formatted(HttpRun.name(round), adjacent.median(), millis(far.firstByteNanos())));
  }

  private static RangeClient.Got list(LargePlane plane, int from, int to, Series whole)
      throws IOException {
    URI url = plane.url(from, to);
    long begin = System.nanoTime();
    try (RangeClient client = RangeClient.connect(SocketFactory.getDefault(), url.getPort())) {
      RangeClient.Got got = client.get(url, "", 200);
      whole.add(millis(System.nanoTime() - begin));
      return got;
    }
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  /** Of neighbours, in ms; a round's value is the median of its pairs. */
  Series adjacentFirst() {
    return adjacentFirst;
  }

  /** Of the first snapshot and the last, in ms. */
  Series farFirst() {
    return farFirst;
  }

  Series adjacentWhole() {
    return adjacentWhole;
  }

  Series farWhole() {
    return farWhole;
  }
}
