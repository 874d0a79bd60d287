package dev.snapledger.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.snapledger.app.AuditedNode;
import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.audit.AuditReport;
import dev.snapledger.cli.audit.LedgerAudit;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Folders;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.stop.StopRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger demo}: the main job in one command, on a fresh machine. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a disk of a real file, changes it and takes incremental snapshots, checks diffs,",
      "exports and a restored disk byte for byte against a model, runs into each restriction,",
      "and audits the whole log. Exit code 0 only if everything was verified."
    },
    footer = {
      "",
      "Examples:",
      "  ledger demo",
      "  ledger demo --image disk.img --snapshots 10 --change 0.02",
      "  ledger demo --data /var/tmp/ledger --out exports && ledger audit --data /var/tmp/ledger"
    })
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "File the disk is made of (default: the runtime image of this JDK).")
  private @Nullable Path image;

  @Option(
      names = "--snapshots",
      paramLabel = "N",
      defaultValue = "5",
      description = {
        "Number of snapshots, 1 to 500 (default: ${DEFAULT-VALUE}).",
        "Above 7 a policy with a higher rate is adopted, and the demo says so."
      })
  private int snapshots;

  @Option(
      names = "--change",
      paramLabel = "FRACTION",
      defaultValue = "0.01",
      description =
          "Share of the image's pages changed before each snapshot, more than 0, up to 1 (default:"
              + " ${DEFAULT-VALUE}).")
  private double change;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "42",
      description = "Chooses the changes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, kept (default: a temporary one, deleted at the end).")
  private @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the exported disks, kept (default: checked and deleted).")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print a report as JSON on standard output, the rest on standard error.")
  private boolean json;

  DemoCommand() {}

  @Override
  public Integer call() throws IOException {
    check();
    // Closed last: the process stays until the node is closed and a temporary folder deleted.
    try (StopRequest stop = StopRequest.listen()) {
      return demonstrate(NodePorts.real(), stop);
    }
  }

  private int demonstrate(NodePorts ports, StopRequest stop) throws IOException {
    PrintWriter people = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    Console console = new Console(people, Console.surfaceOf(json), ports.time(), stop::check);
    Instant start = ports.time().instant();
    Path folder = data == null ? Files.createTempDirectory("ledger-demo") : data;
    try {
      DemoReport report = run(folder, ports, console);
      console.line("");
      console.line(summary(report, Duration.between(start, ports.time().instant())));
      if (json) {
        printJson(report);
      }
      return 0;
    } finally {
      if (data == null) {
        Folders.delete(folder);
      }
    }
  }

  private DemoReport run(Path folder, NodePorts ports, Console console) throws IOException {
    Path source =
        image == null ? Path.of(System.getProperty("java.home"), "lib", "modules") : image;
    var options = new DemoOptions(source, snapshots, change, seed, folder, out);
    console.line("data directory: " + folder + (data == null ? " (temporary)" : ""));
    Instant starting = ports.time().instant();
    DemoReport report;
    try (LedgerNode node = LedgerNode.start(folder, Settings.defaults(), ports)) {
      console.line(
          "broker and node started in "
              + Sizes.time(Duration.between(starting, ports.time().instant())));
      String group = DemoGroup.firstFree(node);
      report = new DemoRun(node, ports, options, console, group).run();
    }
    audit(folder, ports, console, report);
    report.verified = true;
    return report;
  }

  /** The node is stopped by now: what is audited is what a restart would find. */
  private static void audit(Path folder, NodePorts ports, Console console, DemoReport report)
      throws IOException {
    console.heading("audit of the stopped node");
    try (AuditedNode node = AuditedNode.open(folder, Settings.defaults())) {
      AuditReport audit = new LedgerAudit(node, console, ports.time()).run();
      if (!audit.clean()) {
        throw new DemoFailedException(
            "expected a clean audit, but found: " + audit.firstDifference());
      }
      report.auditedEvents = audit.count(LedgerAudit.DECISIONS);
      report.auditedBlocks = audit.count(LedgerAudit.BLOCKS);
    }
  }

  private void check() throws IOException {
    if (snapshots < 1 || snapshots > DemoOptions.SNAPSHOTS_MAX) {
      throw wrong("--snapshots", "1 to " + DemoOptions.SNAPSHOTS_MAX, snapshots);
    }
    if (!(change > 0 && change <= 1)) {
      throw wrong("--change", "more than 0 and at most 1", change);
    }
    if (image != null && !Files.isReadable(image)) {
      throw wrong("--image", "a readable file", image);
    }
    if (image != null && !Files.isRegularFile(image)) {
      throw wrong("--image", "a file", image);
    }
    if (image != null && Files.size(image) == 0) {
      throw wrong("--image", "a file with at least one byte", image + " of 0 bytes");
    }
    if (out != null && Files.exists(out) && !Files.isDirectory(out)) {
      throw wrong("--out", "a folder", out);
    }
  }

  private ParameterException wrong(String option, String expected, Object found) {
    return new ParameterException(
        spec.commandLine(), option + ": expected " + expected + ", but found " + found);
  }

  private static String summary(DemoReport report, Duration took) {
    return "verified: %d snapshots, %s compared byte for byte, %d diffs, %d exports, %d refusals, %s events and %s blocks audited, in %s"
        .formatted(
            report.snapshots.size(),
            Sizes.bytes(report.comparedBytes),
            report.diffs.size(),
            report.exports.size(),
            report.refusals.size(),
            Sizes.count(report.auditedEvents),
            Sizes.count(report.auditedBlocks),
            Sizes.time(took));
  }

  private void printJson(DemoReport report) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.println(
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    stdout.flush();
  }
}
