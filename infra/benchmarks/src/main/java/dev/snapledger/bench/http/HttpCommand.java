package dev.snapledger.bench.http;

import dev.snapledger.bench.process.Workspace;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger bench http}: what callers of the HTTPS server wait for. */
@Command(
    name = "http",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures what callers of 'ledger up' wait for, in one run on one machine:",
      "  starts     'ledger up' over a data directory that is there, until it is ready",
      "  snapshots  PUT of a snapshot with 1 MiB changed, beside the same command without HTTP",
      "  downloads  a snapshot by its shared-access URL, over HTTP and TLS, beside nginx",
      "  writes     PUT of pages of 4 MiB, beside append and fsync, and beside nginx",
      "  diffs      of a disk of 1 TiB with 200 snapshots, until the first byte",
      "  queries    lists of 1,000 of 100,000 snapshots, 500 a second, of the query API",
      "Every download is compared with what was written; a difference ends the run.",
      "Other work on the machine moves the values; the ratios of one run are what counts."
    },
    footer = {
      "",
      "Examples:",
      "  ledger bench http --quick               short, ratios are rough",
      "  ledger bench http --tsv figures.tsv     the whole, and a file for programs",
      "  ledger bench http --parts downloads     one part",
      "",
      "Exit code 0 if it ran, whatever the ratios; docs/operating/benchmarks.md explains them."
    })
public final class HttpCommand implements Callable<Integer> {
  private static final int MEBIBYTES_MIN = 64;
  private static final int MEBIBYTES_MAX = 16_384;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data-mib",
      paramLabel = "N",
      defaultValue = "1024",
      description = {
        "Data of the snapshot that is downloaded, in MiB, 64 to 16384, a multiple of 4",
        "(default: ${DEFAULT-VALUE})."
      })
  private int mebibytes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds that count (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--parts",
      paramLabel = "LIST",
      split = ",",
      defaultValue = "starts,snapshots,downloads,writes,diffs,queries",
      description = "What to measure, separated by commas (default: ${DEFAULT-VALUE}).")
  private List<String> parts = List.of();

  @Option(
      names = "--quick",
      description = {
        "A short form: 256 MiB, 3 rounds, 30 snapshots, a large disk of 64 GiB with 20, lists of",
        "20,000 for 5 s; wins over size and rounds."
      })
  private boolean quick;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = {
        "Where files go, in a folder of their own that is deleted afterwards (default: the",
        "system's folder for temporary files). It should be on the disk that you ask about."
      })
  private @Nullable Path work;

  @Option(
      names = "--tsv",
      paramLabel = "FILE",
      description = "Also writes one line for each figure that has a target, tab-separated.")
  private @Nullable Path tsv;

  HttpCommand() {}

  @Override
  public Integer call() throws IOException {
    HttpOptions options = options();
    Console console =
        new Console(spec.commandLine().getOut(), Console.surfaceOf(false), InstantSource.system());
    Instant start = InstantSource.system().instant();
    HttpReport report;
    try (Workspace workspace = Workspace.make(work)) {
      console.line(
          "bench http: %d MiB, %d rounds, in %s"
              .formatted(options.mebibytes(), options.rounds(), workspace.root()));
      String missing = Nginx.missing();
      if (missing != null) {
        console.line("  without nginx: " + missing);
      }
      report = new HttpRun(options, workspace, console).run();
    }
    report.show(console);
    report.figures().write(tsv);
    Duration took = Duration.between(start, InstantSource.system().instant());
    console.heading("bench http: done in " + Sizes.time(took));
    return 0;
  }

  private HttpOptions options() {
    if (mebibytes < MEBIBYTES_MIN
        || mebibytes > MEBIBYTES_MAX
        || mebibytes % 4 != 0
        || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "expected %d to %d MiB, a multiple of 4, and 1 round or more, but found %d and %d"
              .formatted(MEBIBYTES_MIN, MEBIBYTES_MAX, mebibytes, rounds));
    }
    Set<Part> asked = EnumSet.noneOf(Part.class);
    parts.forEach(label -> asked.add(part(label)));
    return quick ? HttpOptions.quick(asked) : HttpOptions.full(asked, mebibytes, rounds);
  }

  private Part part(String label) {
    return Arrays.stream(Part.values())
        .filter(part -> part.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "expected starts, snapshots, downloads, writes, diffs or queries, but found '%s'"
                        .formatted(label)));
  }
}
