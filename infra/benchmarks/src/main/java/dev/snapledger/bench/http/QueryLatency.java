package dev.snapledger.bench.http;

import com.sun.management.OperatingSystemMXBean;
import dev.snapledger.bench.disk.MismatchException;
import dev.snapledger.bench.figure.Figure;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.TextTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.SocketFactory;

/**
 * How long callers wait for a list of snapshots of the query API, when a fixed number of them is
 * due in each second. Pages are chosen at random, and each answer has to have the bytes that were
 * found right before.
 */
final class QueryLatency {
  private static final int CONNECTIONS = 16;

  /** What 99 of 100 callers may wait. */
  static final double LIMIT_MILLIS = 20;

  /** Rates that are tried below the one that is asked for. */
  private static final int RATES = 10;

  private static final double MEBIBYTE = 1 << 20;

  private final HttpOptions.Queries options;
  private final Path folder;
  private final Console console;
  private OpenLoop.Measured measured = new OpenLoop.Measured(new long[1], 1);
  private double bytesPerAnswer;
  private double heapBytes;
  private double cpuMillis;
  private int fitting;

  QueryLatency(HttpOptions.Queries options, Path folder, Console console) {
    this.options = options;
    this.folder = folder;
    this.console = console;
  }

  void run() throws IOException {
    try (QueryPlane plane = QueryPlane.open(folder, options.snapshots())) {
      List<QueryPages.Page> pages = new QueryPages(plane, options.snapshots()).read();
      bytesPerAnswer = pages.stream().mapToLong(QueryPages.Page::bytes).average().orElseThrow();
      console.line("  %d pages of lists, each item checked".formatted(pages.size()));
      int perSecond = options.perSecond();
      for (int round = 0; round < 2; round++) {
        long cpuNanos = cpuNanos();
        measured = measure(plane, pages, perSecond, options.seconds());
        cpuMillis = (cpuNanos() - cpuNanos) / 1e6 / (perSecond * options.seconds());
        console.line(
            "  %s  of lists: p50 %.1f ms, p99 %.1f ms"
                .formatted(HttpRun.name(round), millis(50), millis(99)));
      }
      fitting = measured.millis(99) <= LIMIT_MILLIS ? perSecond : fitting(plane, pages);
      System.gc();
      heapBytes = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }

  private static OpenLoop.Measured measure(
      QueryPlane plane, List<QueryPages.Page> pages, int perSecond, int seconds)
      throws IOException {
    SocketFactory sockets = plane.sockets();
    return new OpenLoop(perSecond, perSecond * seconds)
        .run(() -> new Lists(RangeClient.connect(sockets, plane.port()), pages), CONNECTIONS);
  }

  /** The highest of some rates at which the limit is kept; 0 if at none. */
  private int fitting(QueryPlane plane, List<QueryPages.Page> pages) throws IOException {
    int step = Math.max(1, options.perSecond() / RATES);
    for (int rate = options.perSecond() - step; rate > 0; rate -= step) {
      double p99 = measure(plane, pages, rate, Math.max(1, options.seconds() / 2)).millis(99);
      console.line("  %d lists a second: p99 %.1f ms".formatted(rate, p99));
      if (p99 <= LIMIT_MILLIS) {
        return rate;
      }
    }
    return 0;
  }

  /** CPU time of this process until now. */
  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Asks for one page after the other on one connection. */
  private record Lists(RangeClient client, List<QueryPages.Page> pages) implements OpenLoop.Sender {
    @Override
    public void send(int number) throws IOException {
      QueryPages.Page page = pages.get(new SplittableRandom(number).nextInt(pages.size()));
      RangeClient.Got got = client.get(page.url(), page.headers(), 200);
      if (got.bytes() != page.bytes() || got.crc() != page.crc()) {
        throw new MismatchException(
            "expected the %d bytes of a page that were found right, but found %d others"
                .formatted(page.bytes(), got.bytes()));
      }
    }

    @Override
    public void close() throws IOException {
      client.close();
    }
  }

  /** A percentile of the waiting times, in ms. */
  double millis(int percent) {
    return measured.millis(percent);
  }

  TextTable table() {
    TextTable table = new TextTable("what", "value>", "unit");
    table.row("p50", Figure.number(millis(50)), "ms");
    table.row("p99", Figure.number(millis(99)), "ms");
    table.row("longest", Figure.number(millis(100)), "ms");
    table.row("answers", Figure.number(measured.rate()), "1/s");
    table.row("with p99 within %.0f ms".formatted(LIMIT_MILLIS), fitting, "1/s");
    table.row("CPU time of both ends", Figure.number(cpuMillis), "ms an answer");
    table.row("an answer", Figure.number(bytesPerAnswer / 1024), "KiB");
    table.row("heap after a collection", Figure.number(heapBytes / MEBIBYTE), "MiB");
    return table;
  }
}
