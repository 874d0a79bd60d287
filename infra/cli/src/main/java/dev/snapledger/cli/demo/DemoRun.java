package dev.snapledger.cli.demo;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.output.TextTable;
import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.chain.SnapshotContent;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.query.LedgerQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One run of the demo on a started node: every step either proves what it says or throws. */
final class DemoRun {
  static final SubscriptionId MAIN = SubscriptionId.parse("00000000-0000-0000-0000-000000000001");
  static final SubscriptionId RULES = SubscriptionId.parse("00000000-0000-0000-0000-000000000002");
  private static final SubscriptionId COUNT =
      SubscriptionId.parse("00000000-0000-0000-0000-000000000003");
  private static final int SHOWN_RANGES = 5;
  private static final String EXPORTS = "demo-exports";

  private final DemoLedger ledger;
  private final DemoOptions options;
  private final Console console;
  private final DemoReport report = new DemoReport();
  private final String group;
  private final CommandSession main;
  private final List<SnapshotRow> snapshots = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param group resource group for everything it makes, not used before in this data directory
   */
  DemoRun(LedgerNode node, NodePorts ports, DemoOptions options, Console console, String group) {
    this.ledger = new DemoLedger(node, ports.time(), console::border);
    this.options = options;
    this.console = console;
    this.group = group;
    this.main = new CommandSession(node.commands(), MAIN, ports.uuids());
  }

  /**
   * Runs all steps but the audit, which needs the node stopped.
   *
   * @throws DemoFailedException if anything is not as it should be
   */
  DemoReport run() throws IOException {
    try (DiskModel model = DiskModel.of(options.image())) {
      var comparison = new ByteComparison(model, console);
      adoptPolicy();
      MainDisk disk = makeDisk(model);
      takeSnapshots(model, disk);
      showChain(disk);
      checkDiffs(model, comparison);
      checkEverySnapshot(comparison, disk);
      exportSnapshots(comparison);
      restore(comparison);
      copyToOtherRegion(comparison);
      showRefusals();
      report.comparedBytes = comparison.comparedBytes();
    }
    return report;
  }

  private void adoptPolicy() {
    Policy base = ledger.policy(MAIN);
    if (options.snapshots() <= base.snapshotRateMax()) {
      report.policy = base.name();
      console.line("policy: " + base.name());
      return;
    }
    Policy policy = DemoPolicy.forSnapshots(options.snapshots());
    main.accept(header -> new AdoptPolicy(header, policy));
    report.policy = policy.name();
    console.line(
        "policy: %s, because %d snapshots in a row exceed %d in %d s of %s: up to %d in %d s, %d in all"
            .formatted(
                policy.name(),
                options.snapshots(),
                base.snapshotRateMax(),
                base.snapshotRateWindowSeconds(),
                base.name(),
                policy.snapshotRateMax(),
                policy.snapshotRateWindowSeconds(),
                policy.snapshotCountMax()));
  }

  private MainDisk makeDisk(DiskModel model) throws IOException {
    console.heading("disk of " + options.image());
    report.image = options.image().toString();
    report.imageBytes = model.imageBytes();
    MainDisk disk = MainDisk.create(ledger, main, model, console, new ResourceName(group, "disk"));
    disk.importImage(options.image());
    return disk;
  }

  private void takeSnapshots(DiskModel model, MainDisk disk) {
    console.heading(
        "%d snapshots, %.2f %% of the image's pages changed before each (seed %d)"
            .formatted(options.snapshots(), options.fraction() * 100, options.seed()));
    for (int round = 1; round <= options.snapshots(); round++) {
      ChangeSet change =
          ChangeSet.choose(options.seed(), round, model.imagePages(), options.fraction());
      SnapshotRow row = disk.changeAndSnapshot(change, "snapshot-" + round);
      snapshots.add(row);
      console.line(
          "  %s: %s pages in %s runs changed, %s stored"
              .formatted(
                  row.name().name(),
                  Sizes.count(change.changedPages()),
                  Sizes.count(change.runs().size()),
                  Sizes.bytes(content(row).storedBytes())));
    }
  }

  private void showChain(MainDisk disk) {
    console.heading("chain of disk " + disk.id());
    var table =
        new TextTable(
            "seq>", "snapshot", "state", "taken", "sku", "size>", "changed>", "stored>", "digest");
    for (SnapshotRow row : snapshots) {
      SnapshotContent content = content(row);
      table.row(
          row.sequence(),
          row.name().name(),
          row.state(),
          row.startedAt(),
          row.sku(),
          Sizes.bytes(row.sizeBytes()),
          Sizes.bytes(changedBytes(content)),
          Sizes.bytes(content.storedBytes()),
          content.rootDigest().substring(0, 12));
      report.snapshots.add(lineOf(row, content));
    }
    console.table(table);
  }

  private static DemoReport.SnapshotLine lineOf(SnapshotRow row, SnapshotContent content) {
    return new DemoReport.SnapshotLine(
        row.name().name(),
        row.snapshotId().toString(),
        row.sequence(),
        row.state().name(),
        row.startedAt().toString(),
        row.sku(),
        row.sizeBytes(),
        changedBytes(content),
        content.storedBytes(),
        content.rootDigest());
  }

  private void checkDiffs(DiskModel model, ByteComparison comparison) {
    if (snapshots.size() < 2) {
      return;
    }
    console.heading("diffs, from the block maps in the log and from the store, against the model");
    int last = snapshots.size();
    checkDiff(model, comparison, last - 1, last);
    if (last > 2) {
      checkDiff(model, comparison, 1, last);
      checkDiff(model, comparison, last, 1);
    }
  }

  private void checkDiff(DiskModel model, ByteComparison comparison, int from, int to) {
    SnapshotRow older = snapshots.get(from - 1);
    SnapshotRow newer = snapshots.get(to - 1);
    var check = new DiffCheck(model, comparison, from, to);
    List<DiffRange> ranges =
        check.checkTracked(
            "in the log",
            ledger
                .ask(new LedgerQuery.GetDiff(older.snapshotId(), newer.snapshotId(), null, null))
                .ranges());
    var store = ledger.store(newer.region());
    ImageId fromImage = new ImageId(older.snapshotId().value());
    ImageId toImage = new ImageId(newer.snapshotId().value());
    check.checkTracked("in the store", store.diff(fromImage, toImage, DiffPrecision.TRACKED));
    check.checkExact("by content", store.diff(fromImage, toImage, DiffPrecision.CONTENT));
    showDiff(older, newer, ranges, check.differingParts());
  }

  private void showDiff(SnapshotRow from, SnapshotRow to, List<DiffRange> ranges, int parts) {
    long bytes = ranges.stream().mapToLong(r -> r.range().lengthBytes()).sum();
    console.line(
        "  %s -> %s: %s ranges, %s, as the model says"
            .formatted(
                from.name().name(),
                to.name().name(),
                Sizes.count(ranges.size()),
                Sizes.bytes(bytes)));
    for (DiffRange range : ranges.subList(0, Math.min(SHOWN_RANGES, ranges.size()))) {
      console.line(
          "    [%,d, %,d) %s"
              .formatted(range.range().startByte(), range.range().endByte(), range.kind()));
    }
    if (ranges.size() > SHOWN_RANGES) {
      console.line("    ...");
    }
    report.diffs.add(
        new DemoReport.DiffLine(from.name().name(), to.name().name(), ranges.size(), bytes, parts));
  }

  private void checkEverySnapshot(ByteComparison comparison, MainDisk disk) {
    console.heading("every snapshot, read from the store and compared with the model");
    for (SnapshotRow row : snapshots) {
      compareImage(comparison, row, row.sequence(), row.name().name());
    }
    var store = ledger.store(MainDisk.REGION);
    comparison.compare(
        "the disk itself",
        snapshots.size(),
        disk.sizeBytes(),
        (start, into) -> store.read(disk.volume(), start, into));
    console.line("  %d snapshots and the disk are equal".formatted(snapshots.size()));
  }

  private void compareImage(ByteComparison comparison, SnapshotRow row, int round, String what) {
    var store = ledger.store(row.region());
    ImageId image = new ImageId(row.snapshotId().value());
    comparison.compare(
        what, round, row.sizeBytes(), (start, into) -> store.read(image, start, into));
  }

  private void exportSnapshots(ByteComparison comparison) throws IOException {
    console.heading("exports as fixed VHD, compared byte for byte");
    boolean kept = options.out() != null;
    Path folder =
        kept
            ? Files.createDirectories(options.out())
            : Files.createDirectories(options.data().resolve(EXPORTS));
    var exports = new Exports(ledger, comparison, console, folder);
    int last = snapshots.size();
    for (int round : List.of(1, (last + 1) / 2, last).stream().distinct().toList()) {
      SnapshotRow row = snapshots.get(round - 1);
      Path file = exports.vhd(row, round);
      report.exports.add(
          new DemoReport.ExportLine(row.name().name(), file.toString(), Files.size(file)));
      if (!kept) {
        Exports.discard(file);
      }
    }
    if (kept) {
      Path raw = exports.raw(snapshots.getLast(), last);
      console.line(
          "  kept in %s; compare with: qemu-img compare -f vpc -F raw %s %s"
              .formatted(folder, raw.toString().replace(".raw", ".vhd"), raw));
    } else {
      Files.delete(folder);
    }
  }

  private void restore(ByteComparison comparison) {
    console.heading("a disk of the snapshot in the middle");
    int round = (snapshots.size() + 1) / 2;
    SnapshotRow middle = snapshots.get(round - 1);
    var restore = new Restore(ledger, main, comparison, console);
    refused("R4", restore.restoreAndDelete(middle, round, new ResourceName(group, "restored")));
    for (int neighbour : new int[] {round - 1, round + 1}) {
      if (neighbour >= 1 && neighbour <= snapshots.size()) {
        compareImage(
            comparison,
            snapshots.get(neighbour - 1),
            neighbour,
            "snapshot-" + neighbour + " without its neighbour");
      }
    }
    console.line("  the restored disk and the neighbours of the deleted snapshot are equal");
  }

  private void copyToOtherRegion(ByteComparison comparison) {
    int last = snapshots.size();
    int first = last > 2 ? 1 : last; // The middle one is deleted by now.
    console.heading("copies to region westeurope");
    var copies = new RegionCopies(ledger, main, group);
    for (int round : first == last ? new int[] {last} : new int[] {first, last}) {
      if (round == (last + 1) / 2) {
        continue;
      }
      SnapshotRow copy = copies.copy(snapshots.get(round - 1));
      compareImage(comparison, copy, round, copy.name().name());
      report.movedBytes += content(copy).movedBytes();
      console.line(
          "  %s: %s moved, equal"
              .formatted(copy.name().name(), Sizes.bytes(content(copy).movedBytes())));
    }
  }

  private void showRefusals() {
    console.heading("restrictions, each at its boundary");
    var tour =
        new Refusals(
            main.of(RULES),
            group,
            (subscription, name) -> {
              SnapshotRow row = ledger.awaitSnapshot(subscription, name);
              ledger.completed(row.snapshotId());
            });
    for (Refusals.Refusal refusal : tour.show(main.of(COUNT), DemoPolicy.BASE)) {
      refused(refusal.rule(), refusal.rejected());
      console.line(
          "  %s %s: %s"
              .formatted(refusal.rule(), refusal.rejected().code(), refusal.rejected().message()));
    }
  }

  private void refused(String rule, Rejected rejected) {
    report.refusals.add(new DemoReport.RefusalLine(rule, rejected.code(), rejected.message()));
  }

  private static long changedBytes(SnapshotContent content) {
    return Objects.requireNonNull(content.changes(), "an incremental snapshot has changes")
        .changedBytes();
  }

  private static SnapshotContent content(SnapshotRow row) {
    return Objects.requireNonNull(row.content(), "a completed snapshot has content");
  }
}
