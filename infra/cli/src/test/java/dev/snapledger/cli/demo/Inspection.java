package dev.snapledger.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.resource.PageRequest;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what a node holds with what it must hold, names and bytes. */
final class Inspection {
  private final DemoLedger ledger;
  private final DiskModel model;
  private final ByteComparison comparison;
  private final long comparedBytes;

  Inspection(LedgerNode node, DiskModel model, ByteComparison comparison) {
    this.ledger = new DemoLedger(node, NodePorts.real().time(), () -> {});
    this.model = model;
    this.comparison = comparison;
    this.comparedBytes = model.imagePages() * ChangeSet.PAGE_BYTES;
  }

  /**
   * Checks everything that was acknowledged.
   *
   * @param open the step that was begun and not acknowledged, which may have done its work wholly,
   *     in part or not at all; null if there is none
   */
  void check(Expected expected, @Nullable Step open) {
    Set<String> unsure = namesOf(open);
    checkNames("snapshots", expected.snapshots().keySet(), snapshotNames(), unsure);
    Set<String> disks = new TreeSet<>(expected.restored().keySet());
    if (expected.diskRound() != Expected.NO_DISK) {
      disks.add(StepWork.DISK.name());
    }
    checkNames("disks", disks, diskNames(), unsure);
    expected
        .snapshots()
        .forEach((name, round) -> checkSnapshot(name, round, unsure.contains(name)));
    expected.restored().forEach((name, round) -> checkRestored(name, round, unsure.contains(name)));
    checkDisk(expected.diskRound(), open);
  }

  private static Set<String> namesOf(@Nullable Step open) {
    return switch (open) {
      case null -> Set.of();
      case Step.Change _ -> Set.of();
      case Step.MakeDisk() -> Set.of(StepWork.DISK.name());
      case Step.TakeIncremental(String name) -> Set.of(name);
      case Step.TakeFull(String name, _) -> Set.of(name);
      case Step.CopyToRegion(String name, _) -> Set.of(name);
      case Step.Restore(String name, _) -> Set.of(name);
      case Step.DropSnapshot(String name) -> Set.of(name);
      case Step.DropDisk(String name) -> Set.of(name);
    };
  }

  private static void checkNames(
      String what, Set<String> expected, Set<String> found, Set<String> unsure) {
    Set<String> certain = new TreeSet<>(expected);
    certain.removeAll(unsure);
    Set<String> certainFound = new TreeSet<>(found);
    certainFound.removeAll(unsure);
    assertThat(certainFound).as(what).isEqualTo(certain);
  }

  private Set<String> snapshotNames() {
    return ledger
        .ask(new LedgerQuery.ListSnapshots(DemoRun.MAIN, StepWork.GROUP, PageRequest.FIRST, null))
        .items()
        .stream()
        .map(row -> row.name().name())
        .collect(Collectors.toSet());
  }

  private Set<String> diskNames() {
    return ledger
        .ask(new LedgerQuery.ListDisks(DemoRun.MAIN, StepWork.GROUP, PageRequest.FIRST, null))
        .items()
        .stream()
        .map(row -> row.name().name())
        .collect(Collectors.toSet());
  }

  private void checkSnapshot(String name, int round, boolean unsure) {
    if (unsure) {
      return;
    }
    SnapshotRow row =
        ledger.ask(new LedgerQuery.FindSnapshot(DemoRun.MAIN, StepWork.named(name), null));
    if (row.state() == SnapshotState.CREATING) {
      assertThat(name).as("a snapshot whose completion was waited for").doesNotStartWith("inc-");
      return;
    }
    assertThat(row.state())
        .as("state of %s: %s", name, row.failure())
        .isEqualTo(SnapshotState.COMPLETED);
    var store = ledger.store(row.region());
    var image = new ImageId(row.snapshotId().value());
    comparison.compare(name, round, comparedBytes, (start, into) -> store.read(image, start, into));
    checkEmpty(name, store.allocated(image, new PageRange(comparedBytes, row.sizeBytes())));
  }

  /** A volume that a worker has not made yet holds nothing that could be lost. */
  private void checkRestored(String name, int round, boolean unsure) {
    if (unsure) {
      return;
    }
    DiskRow row = ledger.ask(new LedgerQuery.FindDisk(DemoRun.MAIN, StepWork.named(name), null));
    var store = ledger.store(row.region());
    var volume = new VolumeId(row.diskId().value());
    if (store.findVolume(volume) != null) {
      comparison.compare(
          name, round, comparedBytes, (start, into) -> store.read(volume, start, into));
    }
  }

  private void checkDisk(int round, @Nullable Step open) {
    if (round == Expected.NO_DISK) {
      return;
    }
    DiskRow row = ledger.ask(new LedgerQuery.FindDisk(DemoRun.MAIN, StepWork.DISK, null));
    var store = ledger.store(row.region());
    var volume = new VolumeId(row.diskId().value());
    ByteComparison.Source source = (start, into) -> store.read(volume, start, into);
    if (open instanceof Step.Change(int next)) {
      checkBetween(next, source);
    } else {
      comparison.compare("the disk", round, comparedBytes, source);
    }
    checkEmpty("the disk", store.allocated(volume, new PageRange(comparedBytes, row.sizeBytes())));
  }

  /** Each page is as before a change or as after it. */
  private void checkBetween(int round, ByteComparison.Source source) {
    ByteBuffer before = page(into -> model.read(round - 1, 0, into));
    ByteBuffer after = page(into -> model.read(round, 0, into));
    ByteBuffer found = page(into -> source.read(0, into));
    for (int at = 0; at < comparedBytes; at += ChangeSet.PAGE_BYTES) {
      ByteBuffer page = found.slice(at, ChangeSet.PAGE_BYTES);
      assertThat(page)
          .as("page at byte %d, before or after change %d", at, round)
          .isIn(before.slice(at, ChangeSet.PAGE_BYTES), after.slice(at, ChangeSet.PAGE_BYTES));
    }
  }

  private ByteBuffer page(java.util.function.Consumer<ByteBuffer> reader) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(comparedBytes));
    reader.accept(bytes);
    return bytes.flip();
  }

  private static void checkEmpty(String what, Iterator<PageRange> ranges) {
    assertThat(ranges.hasNext()).as("data of %s behind the image", what).isFalse();
  }
}
