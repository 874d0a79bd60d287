package dev.snapledger.cli.reclaim;

import dev.snapledger.app.NodePorts;
import dev.snapledger.app.StoppedStores;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.ReclaimReport;
import dev.snapledger.blockstore.api.ReclaimReport.SegmentReclaim;
import dev.snapledger.blockstore.api.ReclaimRequest;
import dev.snapledger.blockstore.api.ReclaimRequest.Orphans;
import dev.snapledger.blockstore.scrub.BandwidthLimit;
import dev.snapledger.blockstore.scrub.Pace;
import dev.snapledger.cli.node.FolderOption;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.output.TextTable;
import dev.snapledger.cli.stop.StopRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger reclaim}: frees what nothing in a stopped node's stores needs. */
@Command(
    name = "reclaim",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Frees space of a stopped node: data segments that nothing needs are removed, and",
      "what is needed of half-dead ones is written together. A running node does the",
      "second by itself (store.reclaim-every).",
      "",
      "Segments that nothing referred to since the store was opened are leftovers of a",
      "crash, or all that is left of something lost. Only this command frees them; if",
      "files of the region may be missing, bring them back first, or --keep-orphans.",
      "If something in a region cannot be read, nothing of it is freed.",
      "",
      "It may be stopped at any time; what was freed stays freed. Exit code 0 if done,",
      "1 if a region could not be freed, 2 for wrong usage."
    },
    footer = {
      "",
      "Examples:",
      "  ledger reclaim --data DIR --dry-run    exactly what would be freed",
      "  ledger reclaim --data DIR              free it",
      "  ledger reclaim --data DIR --dead-percent 10 --bytes-per-second 50000000",
      "                                         free more, and leave the disk to others"
    })
public final class ReclaimCommand implements Callable<Integer> {
  private static final int ROWS_MAX = 40;

  @Spec private CommandSpec spec;

  @Mixin private FolderOption data;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "Free this region; all of them if none is named. May be repeated.")
  private Set<String> named = new LinkedHashSet<>();

  @Option(
      names = "--dry-run",
      description = "Only say what would be freed, exactly; no file is changed.")
  private boolean dryRun;

  @Option(
      names = "--dead-percent",
      paramLabel = "N",
      defaultValue = "50",
      description =
          "Compact segments of which at least this part is needed by nothing, 1 to 100 (default:"
              + " ${DEFAULT-VALUE}). At 100 nothing is moved.")
  private int deadPercent;

  @Option(
      names = "--keep-orphans",
      description = "Leave segments that nothing referred to since the store was opened.")
  private boolean keepOrphans;

  @Option(
      names = "--bytes-per-second",
      paramLabel = "N",
      description = "Move no faster than that; without it, as fast as the disk gives.")
  private @Nullable Long bytesPerSecond;

  ReclaimCommand() {}

  @Override
  public Integer call() {
    check();
    try (StopRequest stop = StopRequest.listen();
        StoppedStores stores =
            dryRun
                ? StoppedStores.openReadOnly(data.folder())
                : StoppedStores.open(data.folder())) {
      named.forEach(region -> data.checkRegion(region, stores.regions()));
      InstantSource time = NodePorts.real().time();
      var console =
          new Console(spec.commandLine().getOut(), Console.surfaceOf(false), time, stop::check);
      int failed = 0;
      for (String region : named.isEmpty() ? stores.regions() : List.copyOf(named)) {
        failed += reclaim(stores, region, console, pace(time, stop)) ? 0 : 1;
      }
      return failed == 0 ? 0 : 1;
    }
  }

  private void check() {
    data.checkExists();
    if (deadPercent < 1 || deadPercent > 100) {
      throw new ParameterException(
          spec.commandLine(), "--dead-percent: expected 1 to 100, but found " + deadPercent);
    }
    if (bytesPerSecond != null && bytesPerSecond < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--bytes-per-second: expected 1 or more, but found " + bytesPerSecond);
    }
  }

  private Pace pace(InstantSource time, StopRequest stop) {
    return bytesPerSecond == null
        ? Pace.UNLIMITED
        : new BandwidthLimit(time, pause -> await(stop, pause), bytesPerSecond);
  }

  /** Waits, but not after the process was asked to end. */
  private static void await(StopRequest stop, Duration pause) {
    try {
      var _ = stop.await(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean reclaim(StoppedStores stores, String region, Console console, Pace pace) {
    console.line("region " + region);
    Console.ByteProgress progress = console.progress("moving");
    long[] before = {0};
    try {
      ReclaimReport report =
          stores
              .region(region)
              .reclaim(
                  new ReclaimRequest(
                      dryRun, deadPercent, keepOrphans ? Orphans.KEEP : Orphans.REMOVE),
                  (moved, toMove) -> {
                    pace.await(moved - before[0]);
                    before[0] = moved;
                    progress.advanced(moved, toMove);
                  });
      print(report, stores.region(region).usage().segmentBytes(), console);
      return true;
    } catch (BlockStoreException e) {
      console.line("  nothing is freed: " + e.getMessage());
      return false;
    }
  }

  private void print(ReclaimReport report, long nowBytes, Console console) {
    List<SegmentReclaim> segments = report.segments();
    if (segments.isEmpty()) {
      console.line("  nothing to free of %s".formatted(Sizes.bytes(nowBytes)));
      return;
    }
    var table = new TextTable("segment>", "what", "bytes>", "moved>", "freed>");
    for (SegmentReclaim segment : segments.subList(0, Math.min(ROWS_MAX, segments.size()))) {
      table.row(
          segment.segment(),
          segment.outcome().name().toLowerCase(Locale.ROOT),
          Sizes.bytes(segment.fileBytes()),
          Sizes.bytes(segment.movedBytes()),
          Sizes.bytes(segment.freedBytes()));
    }
    console.table(table);
    if (segments.size() > ROWS_MAX) {
      console.line("  and %s more".formatted(Sizes.count(segments.size() - ROWS_MAX)));
    }
    console.line(
        "  %s %s by moving %s; %s now"
            .formatted(
                dryRun ? "would free" : "freed",
                Sizes.bytes(report.freedBytes()),
                Sizes.bytes(report.movedBytes()),
                Sizes.bytes(nowBytes)));
  }
}
