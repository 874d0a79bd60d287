package dev.snapledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.query.LedgerQuery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A region whose file system is full: a small one of its own, which needs the right to mount. */
class FullDiskTest {
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.parse("00000000-0000-0000-0000-0000000000cc");
  private static final Duration WORK_MAX = Duration.ofMinutes(2);
  private static final int PIECE_BYTES = 1 << 20;
  private static final int PIECES_MAX = 64;

  @TempDir Path folder;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    DataDirectory.open(data()).close();
    Files.createDirectories(region());
    mounted = run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", region().toString());
    assumeThat(mounted).as("mounting a file system needs a right that is not given").isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", region().toString())).isTrue();
    }
  }

  @Test
  void keepsWhatWasAcknowledgedAndGoesOnWhenThereIsSpaceAgain() throws Exception {
    // given
    try (LedgerNode node = LedgerNode.start(data(), settings(), NodePorts.real())) {
      VolumeId volume = new VolumeId(createDisk(node, "disk").value());
      BlockStore store = node.store("eastus");

      // when
      int written = fill(store, volume);
      SnapshotId snapshot = takeSnapshot(node);
      createDisk(node, "another");

      // then
      assertThat(written).isBetween(1, PIECES_MAX - 1);
      assertPieces((start, into) -> store.read(volume, start, into), written);

      // when
      assertThat(run("mount", "-o", "remount,size=64m", region().toString())).isTrue();
      store.write(volume, (long) written * PIECE_BYTES, piece(written));
      store.flush(volume);

      // then
      assertThat(node.await(() -> isCompleted(node, snapshot), WORK_MAX))
          .as("the snapshot is completed: %s", node.health())
          .isTrue();
      var image = new ImageId(snapshot.value());
      assertPieces((start, into) -> store.read(image, start, into), written);
    }
    assertThat(LedgerCli.run("audit", "--data", data().toString(), "--set", "log.partitions=2"))
        .extracting(LedgerCli::exitCode)
        .isEqualTo(0);
  }

  /** Writes until the store says that it is full; gives the number of pieces that it took. */
  private static int fill(BlockStore store, VolumeId volume) {
    for (int piece = 0; piece < PIECES_MAX; piece++) {
      int number = piece;
      try {
        store.write(volume, (long) number * PIECE_BYTES, piece(number));
        store.flush(volume);
      } catch (StoreFullException e) {
        assertThat(e).hasMessageContaining("expected space").hasMessageContaining("is full");
        assertThatThrownBy(() -> store.flush(volume)).isInstanceOf(StoreFullException.class);
        return number;
      }
    }
    throw new AssertionError("expected a full store within 64 MiB, but found room");
  }

  private static ByteBuffer piece(int number) {
    byte[] bytes = new byte[PIECE_BYTES];
    new SplittableRandom(number).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  @FunctionalInterface
  private interface Reader {
    void read(long startByte, ByteBuffer into);
  }

  private static void assertPieces(Reader reader, int pieces) {
    for (int number = 0; number < pieces; number++) {
      ByteBuffer found = ByteBuffer.allocate(PIECE_BYTES);
      reader.read((long) number * PIECE_BYTES, found);
      assertThat(found.flip().mismatch(piece(number))).as("piece %d", number).isEqualTo(-1);
    }
  }

  private static DiskId createDisk(LedgerNode node, String name) {
    Accepted created =
        accept(
            node,
            new CreateDisk(
                header(), named(name), "eastus", "Premium_LRS", 1, DiskOrigin.UPLOAD, Map.of()));
    DiskId id = DiskId.parse(Objects.requireNonNull(created.ids().get("diskId")));
    var after =
        new MinOffset(
            node.partitionOf(SUBSCRIPTION), Objects.requireNonNull(created.lastEventOffset()));
    var disk = node.queries().ask(new LedgerQuery.FindDiskById(id, after)).orThrow();
    if (name.equals("disk")) {
      node.ensureVolume(disk);
    }
    return id;
  }

  private static SnapshotId takeSnapshot(LedgerNode node) {
    Accepted started =
        accept(
            node,
            new CreateIncrementalSnapshot(
                header(),
                named("first"),
                new DiskRef(SUBSCRIPTION, named("disk")),
                null,
                Map.of()));
    return SnapshotId.parse(Objects.requireNonNull(started.ids().get("snapshotId")));
  }

  private static boolean isCompleted(LedgerNode node, SnapshotId id) {
    return node.queries().ask(new LedgerQuery.FindSnapshotById(id, null))
            instanceof Answer.Found<SnapshotRow>(SnapshotRow row)
        && row.state() == SnapshotState.COMPLETED;
  }

  private static Accepted accept(LedgerNode node, Command command) {
    return (Accepted) node.commands().submit(command).join().outcome();
  }

  private static CommandHeader header() {
    return new CommandHeader(new CommandId(UUID.randomUUID()), SUBSCRIPTION, "test");
  }

  private static ResourceName named(String name) {
    return new ResourceName("full", name);
  }

  private static Settings settings() {
    return Settings.of(Map.of("log.partitions", "2"));
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path region() {
    return data().resolve("regions").resolve("eastus");
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException _) {
      return false; // There is no such program here.
    }
  }
}
