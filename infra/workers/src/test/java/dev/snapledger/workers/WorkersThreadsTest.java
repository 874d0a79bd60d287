package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.projections.work.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers on virtual threads and the alarm they have in a node. */
class WorkersThreadsTest {
  private static final int DISKS = 6;
  private static final int SNAPSHOTS = 4;

  @TempDir Path directory;
  private final LedgerLoop ledger =
      new LedgerLoop(InstantSource.system(), LedgerLoop.Views.AT_ONCE);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ThreadAlarm alarm = new ThreadAlarm();
  private BlockStore store;

  @BeforeEach
  void open() {
    store = LocalBlockStore.open(UnsyncedFiles.create(), directory);
  }

  @AfterEach
  void close() {
    alarm.close();
    threads.close();
    store.close();
  }

  @Test
  void sealsManyDisksBesideEachOther() throws InterruptedException {
    // given
    Workers workers = workers();
    workers.start();

    // when
    takeSnapshots();

    // then
    assertThat(allCompleted()).isTrue();
    workers.close();
    checkChains();
  }

  @Test
  void goesOnAfterACloseInTheMiddle() throws InterruptedException {
    // given
    Workers first = workers();
    first.start();
    takeSnapshots();

    // when
    first.close();
    Workers second = workers();
    second.start();

    // then
    assertThat(allCompleted()).isTrue();
    second.close();
    checkChains();
  }

  private void takeSnapshots() {
    for (int disk = 0; disk < DISKS; disk++) {
      var name = Script.nameOf("disk" + disk);
      submit(
          header ->
              new CreateDisk(
                  header, name, World.EAST, "Standard_LRS", 1, DiskOrigin.EMPTY, Map.of()),
          disk);
      for (int snapshot = 0; snapshot < SNAPSHOTS; snapshot++) {
        var snapshotName = Script.nameOf("disk" + disk + "-" + snapshot);
        submit(
            header ->
                new CreateIncrementalSnapshot(
                    header, snapshotName, new DiskRef(World.ALICE, name), null, Map.of()),
            DISKS + disk * SNAPSHOTS + snapshot);
      }
    }
  }

  private void submit(Function<CommandHeader, Command> command, int number) {
    ledger
        .submit(
            command.apply(
                new CommandHeader(new CommandId(new UUID(1, number)), World.ALICE, "user")))
        .join();
  }

  private boolean allCompleted() throws InterruptedException {
    return ledger.views().runner().await(this::nothingToSeal, Duration.ofSeconds(60));
  }

  private boolean nothingToSeal() {
    return ledger.views().work().items(0, 1_000).stream()
        .noneMatch(WorkItem.SealSnapshot.class::isInstance);
  }

  private List<IncrementalSnapshotCompleted> completed() {
    return ledger.events(IncrementalSnapshotCompleted.class);
  }

  private void checkChains() {
    assertThat(completed()).hasSize(DISKS * SNAPSHOTS);
    assertThat(store.volumes()).hasSize(DISKS);
    for (var volume : store.volumes()) {
      assertThat(store.images(volume.chain())).hasSize(SNAPSHOTS);
      assertThat(completed().stream().map(e -> Volumes.image(e.snapshotId())))
          .containsAll(store.images(volume.chain()).stream().map(i -> i.image()).toList());
    }
  }

  private Workers workers() {
    WorkersPorts ports =
        new WorkersPorts(
            new ProjectedWork(ledger.views().work(), ledger.views().runner(), ledger::partitions),
            _ -> store,
            ledger,
            ledger,
            InstantSource.system(),
            alarm,
            threads);
    return new Workers(
        ports,
        WorkersSettings.defaults("node-1"),
        new CopyRate(InstantSource.system(), CopyRate.UNLIMITED));
  }
}
