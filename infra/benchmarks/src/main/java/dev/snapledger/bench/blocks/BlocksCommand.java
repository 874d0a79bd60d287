package dev.snapledger.bench.blocks;

import dev.snapledger.bench.peer.Machine;
import dev.snapledger.bench.peer.Peer;
import dev.snapledger.bench.process.Workspace;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger bench blocks}: the blockstore against what could keep snapshots instead. */
@Command(
    name = "blocks",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares the blockstore, in one run and on one disk image, with what could keep its",
      "snapshots instead and with the limits of the machine. In each round all of them, in turn,",
      "take in the image, make snapshots of 1 %% changed blocks, say what changed, write the",
      "image out, and delete snapshots:",
      "  ours     import, write and seal, diff, export as fixed VHD, delete; zstd-1, SHA-256",
      "  qcow2    qemu-img and qemu-io, internal snapshots, fixed VHD",
      "  btrfs    a file on a loop device, read-only snapshots, find-new and send (needs root)",
      "  borg     backups of the raw image, pieces of 64 KiB, zstd-1, no encryption",
      "  restic   backups of the raw image, as it is by default",
      "  limits   append and fsync of the changed bytes, cp with fsync, a cold read",
      "Then the export from a long chain, and the metadata of a disk of 1 TiB with 200 snapshots.",
      "Every answer is compared with what it should be; a difference ends the run.",
      "Other work on the machine moves the values; the ratios of one run are what counts."
    },
    footer = {
      "",
      "Examples:",
      "  ledger bench blocks --quick               short, ratios are rough",
      "  ledger bench blocks --tsv figures.tsv     the whole, and a file for programs",
      "  ledger bench blocks --peers btrfs,qcow2   without the slow ones",
      "  ledger bench blocks --charts DIR          and a chart of each operation",
      "",
      "Exit code 0 if it ran, whatever the ratios; docs/operating/benchmarks.md explains them."
    })
public final class BlocksCommand implements Callable<Integer> {
  private static final int MEBIBYTES_MIN = 16;
  private static final int MEBIBYTES_MAX = 16_384;
  private static final String ALL = "all";
  private static final String NONE = "none";

  @Spec private CommandSpec spec;

  @Option(
      names = "--image-mib",
      paramLabel = "N",
      defaultValue = "4096",
      description = "Size of the disk image in MiB, 16 to 16384 (default: ${DEFAULT-VALUE}).")
  private int imageMebibytes;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often everything is done (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--peers",
      paramLabel = "LIST",
      defaultValue = ALL,
      description = {
        "With whom to compare: qcow2, btrfs, borg, restic, separated by commas, or none",
        "(default: ${DEFAULT-VALUE}). What is not installed is named and left out."
      })
  private String peers = ALL;

  @Option(
      names = "--quick",
      description = {
        "A short form: 256 MiB, 4 snapshots, 2 rounds, and smaller chains; wins over size",
        "and rounds."
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

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Also draws a chart of each operation, as SVG, into this folder.")
  private @Nullable Path charts;

  BlocksCommand() {}

  @Override
  public Integer call() throws IOException {
    BlocksOptions options = options();
    List<Peer> asked = asked();
    Console console =
        new Console(spec.commandLine().getOut(), Console.surfaceOf(false), InstantSource.system());
    Instant start = InstantSource.system().instant();
    BlocksReport report;
    try (Workspace workspace = Workspace.make(work)) {
      List<Peer> present = announce(options, asked, workspace, console);
      new Space(options, present).check(workspace.root());
      Caches caches = Machine.canDropCaches() ? Caches.DROP : Caches.KEEP;
      Setting setting = Setting.in(workspace, options, caches, console);
      report = new BlocksReport(options, new BlocksRun(setting).run(present));
    }
    report.show(console);
    new BlocksTargets(options, report.result()).figures().write(tsv);
    report.chart(charts);
    Duration took = Duration.between(start, InstantSource.system().instant());
    console.heading("bench blocks: done in " + Sizes.time(took));
    return 0;
  }

  /** Says what will run; returns those who can take part. */
  private static List<Peer> announce(
      BlocksOptions options, List<Peer> asked, Workspace workspace, Console console) {
    console.line(
        "bench blocks: %s, %d snapshots of 1 %%, %d rounds, in %s"
            .formatted(
                Sizes.bytes(options.imageBytes()),
                options.snapshots(),
                options.rounds(),
                workspace.root()));
    List<Peer> present = new ArrayList<>();
    for (Peer peer : asked) {
      String missing = peer.missing();
      if (missing == null) {
        present.add(peer);
      } else {
        console.line("  without %s: %s".formatted(peer.label(), missing));
      }
    }
    console.line("  needs about " + Sizes.bytes(new Space(options, present).bytes()));
    if (!Machine.canDropCaches()) {
      console.line("  warm only: the page cache can be emptied by root on Linux only");
    }
    return present;
  }

  private BlocksOptions options() {
    if (imageMebibytes < MEBIBYTES_MIN || imageMebibytes > MEBIBYTES_MAX || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "expected an image of %d to %d MiB and 1 round or more, but found %d and %d"
              .formatted(MEBIBYTES_MIN, MEBIBYTES_MAX, imageMebibytes, rounds));
    }
    return quick ? BlocksOptions.quick() : BlocksOptions.full(imageMebibytes, rounds);
  }

  private List<Peer> asked() {
    if (peers.equals(ALL)) {
      return List.of(Peer.values());
    }
    if (peers.equals(NONE)) {
      return List.of();
    }
    return Arrays.stream(peers.split(",", -1)).distinct().map(this::peer).toList();
  }

  private Peer peer(String label) {
    return Arrays.stream(Peer.values())
        .filter(peer -> peer.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "expected qcow2, btrfs, borg, restic, all or none, but found '%s'"
                        .formatted(label)));
  }
}
