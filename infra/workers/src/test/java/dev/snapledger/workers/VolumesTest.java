package dev.snapledger.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.Disks;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes that are needed before the worker came to them. */
class VolumesTest {
  @TempDir Path directory;
  private World world;
  private Script script;
  private Volumes volumes;

  @BeforeEach
  void start() {
    world = World.healthy(directory);
    script = new Script(world);
    volumes = new Volumes(world::store);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void makesTheVolumeOfANewDiskAndTheWorkerFindsIt() {
    // given
    DiskRow disk = newDisk();

    // when
    VolumeState made = volumes.ensure(disk);
    world.settle();

    // then
    assertThat(made.sizeBytes()).isEqualTo(1L << 30);
    assertThat(world.east().volumes()).containsExactly(made);
    assertThat(volumes.ensure(disk)).isEqualTo(made);
  }

  @Test
  void makesTheVolumeOfADiskFromASnapshot() {
    // given
    script.createDisk("disk");
    script.write("disk", 1, 11);
    script.snapshot("source", "disk");
    script.settle();
    script.diskFrom("copy", "source", 2);

    // when
    VolumeState made = volumes.ensure(row(script.diskId("copy")));

    // then
    assertThat(made.source()).isEqualTo(Volumes.image(script.snapshotId("source")));
    assertThat(made.sizeBytes()).isEqualTo(2L << 30);
    script.settle();
    script.checkAtRest();
  }

  @Test
  void leavesAResizedDiskToTheWorker() {
    // given
    DiskId id = newDisk().diskId();
    world.accept(World.ALICE, header -> new ResizeDisk(header, Script.nameOf("new"), 2));

    // then
    assertThatThrownBy(() -> volumes.ensure(row(id)))
        .isInstanceOf(VolumeNotReadyException.class)
        .hasMessageContaining("resized");

    // when
    world.settle();

    // then
    assertThat(volumes.ensure(row(id)).sizeBytes()).isEqualTo(2L << 30);
  }

  @Test
  void makesNoVolumeForADeletedDisk() {
    // given
    script.createDisk("disk");
    DiskId id = script.diskId("disk");
    script.deleteDisk("disk");
    script.settle();

    // then
    assertThatThrownBy(() -> volumes.ensure(row(id)))
        .isInstanceOf(VolumeNotReadyException.class)
        .hasMessageContaining("deleted");
    assertThat(world.east().volumes()).isEmpty();
  }

  private DiskRow newDisk() {
    world.accept(
        World.ALICE,
        header ->
            new CreateDisk(
                header,
                Script.nameOf("new"),
                World.EAST,
                "Standard_LRS",
                1,
                DiskOrigin.EMPTY,
                Map.of()));
    return row(new DiskId(world.pending().getFirst().subjectId()));
  }

  private DiskRow row(DiskId id) {
    return Objects.requireNonNull(Disks.find(world.ledger.views().store(), id, World.ALICE));
  }
}
