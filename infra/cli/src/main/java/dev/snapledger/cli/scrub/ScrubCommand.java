package dev.snapledger.cli.scrub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.StoppedStores;
import dev.snapledger.blockstore.scrub.BandwidthLimit;
import dev.snapledger.blockstore.scrub.Pace;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import dev.snapledger.blockstore.scrub.ScrubRequest.Findings;
import dev.snapledger.cli.node.FolderOption;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.stop.StopRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger scrub}: reads all that a stopped node stores and names what is broken. */
@Command(
    name = "scrub",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads every data segment of a stopped node from end to end, and names what is",
      "broken: the record, the snapshots and disks that show it, and the byte ranges.",
      "",
      "Every stored block is compared with its checksum, and everything that refers to",
      "a block with what is there. With --deep, blocks are also decompressed and",
      "compared with their SHA-256, and the root digest of each snapshot is recomputed.",
      "",
      "What is broken goes into quarantine (regions/REGION/QUARANTINE): reading it",
      "fails at once and is never wrong; nothing new is built on it. The next scrub",
      "takes out what is sound again or no longer needed. For each broken block, the",
      "node's other regions are searched for a sound copy.",
      "",
      "What a crash leaves behind is no damage: only what something needs counts.",
      "Exit code 0 if all is sound, 1 if not or if stopped before the end, 2 for wrong",
      "usage."
    },
    footer = {
      "",
      "Examples:",
      "  ledger scrub --data DIR              all regions, at disk speed",
      "  ledger scrub --data DIR --deep --report scrub.json",
      "                                       SHA-256 and roots too; keep the report",
      "  ledger scrub --data DIR --region eastus --dry-run",
      "                                       look only: no file is changed",
      "  ledger scrub --data DIR --bytes-per-second 50000000",
      "                                       leave the disk to others",
      "",
      "Then: ledger export --salvage writes what is left of a snapshot that is hit."
    })
public final class ScrubCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private FolderOption data;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "Scrub this region; all of them if none is named. May be repeated.")
  private Set<String> named = new LinkedHashSet<>();

  @Option(
      names = "--deep",
      description = "Decompress and hash every block, and recompute the roots of snapshots.")
  private boolean deep;

  @Option(
      names = "--dry-run",
      description = "Change no file: nothing is quarantined, nothing tidied up.")
  private boolean dryRun;

  @Option(
      names = "--bytes-per-second",
      paramLabel = "N",
      description = "Read no faster than that; without it, as fast as the disk gives.")
  private @Nullable Long bytesPerSecond;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write all that was found as JSON into a new file.")
  private @Nullable Path reportFile;

  @Option(
      names = "--json",
      description = "Print the report as JSON on standard output, the rest on standard error.")
  private boolean json;

  ScrubCommand() {}

  @Override
  public Integer call() throws IOException {
    check();
    try (StopRequest stop = StopRequest.listen();
        StoppedStores stores =
            dryRun
                ? StoppedStores.openReadOnly(data.folder())
                : StoppedStores.open(data.folder())) {
      named.forEach(region -> data.checkRegion(region, stores.regions()));
      return scrub(stores, stop, NodePorts.real().time());
    }
  }

  private void check() {
    data.checkExists();
    if (bytesPerSecond != null && bytesPerSecond < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--bytes-per-second: expected 1 or more, but found " + bytesPerSecond);
    }
    if (reportFile != null && Files.exists(reportFile)) {
      throw new ParameterException(
          spec.commandLine(), "--report: expected a new file, but found one at " + reportFile);
    }
  }

  private int scrub(StoppedStores stores, StopRequest stop, InstantSource time) throws IOException {
    Instant startedAt = time.instant();
    PrintWriter people = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    var console = new Console(people, Console.surfaceOf(json), time);
    List<String> regions = named.isEmpty() ? stores.regions() : List.copyOf(named);
    console.line(
        "%s scrub of %s, %s"
            .formatted(deep ? "deep" : "shallow", data.folder(), String.join(", ", regions)));
    List<RegionScrub> scrubs =
        new ScrubRun(stores, request(time, stop), console, stop).run(regions);
    scrubs.forEach(new ScrubText(console)::print);
    boolean verified =
        scrubs.size() == regions.size() && scrubs.stream().allMatch(RegionScrub::verified);
    write(ScrubJson.report(startedAt, depth(), scrubs), console);
    console.line("");
    console.line("scrub: " + (verified ? "everything is sound" : verdict(scrubs)));
    return verified ? 0 : 1;
  }

  private static String verdict(List<RegionScrub> scrubs) {
    return scrubs.stream().allMatch(scrub -> scrub.report().clean())
        ? "STOPPED before the end"
        : "DAMAGE found; see docs/operating/scrub.md for what to do";
  }

  private void write(ObjectNode report, Console console) throws IOException {
    if (json) {
      spec.commandLine().getOut().print(ScrubJson.text(report));
      spec.commandLine().getOut().flush();
    }
    if (reportFile != null) {
      Files.writeString(reportFile, ScrubJson.text(report), StandardOpenOption.CREATE_NEW);
      console.line("report: " + reportFile);
    }
  }

  private ScrubDepth depth() {
    return deep ? ScrubDepth.DEEP : ScrubDepth.SHALLOW;
  }

  private ScrubRequest request(InstantSource time, StopRequest stop) {
    Pace pace =
        bytesPerSecond == null
            ? Pace.UNLIMITED
            : new BandwidthLimit(time, pause -> await(stop, pause), bytesPerSecond);
    return new ScrubRequest(depth(), dryRun ? Findings.REPORT_ONLY : Findings.QUARANTINE, pace);
  }

  /** Waits, but not after the process was asked to end. */
  private static void await(StopRequest stop, Duration pause) {
    try {
      var _ = stop.await(pause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
