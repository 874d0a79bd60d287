package dev.snapledger.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.query.LedgerQuery;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole node with its log in a container: the way of bytes from a disk to a snapshot's reader.
 */
@Timeout(600)
class NodeOnContainerTest {
  private static final String REGION = "eastus";
  private static final SubscriptionId SUBSCRIPTION = new SubscriptionId(new UUID(0xacL, 1));
  private static final ResourceName DISK = new ResourceName("group", "disk");
  private static final ResourceName SNAPSHOT = new ResourceName("group", "snapshot");
  private static final Duration WORK_MAX = Duration.ofMinutes(1);
  private static final long START_BYTE = 512 * 1024;

  private long commands;

  @TempDir Path folder;

  @Test
  void readsASnapshotBackAlsoAfterARestart() throws Exception {
    try (KafkaInDocker kafka = KafkaInDocker.start()) {
      byte[] first = bytes(1);
      VolumeId volume;
      SnapshotRow snapshot;
      // given: a disk with bytes on it
      try (LedgerNode node = start(kafka)) {
        volume = createDisk(node);
        write(node, volume, first);

        // when: a snapshot is taken, and the disk changes afterwards
        snapshot = takeSnapshot(node);
        write(node, volume, bytes(2));

        // then
        assertThat(snapshot.state()).isEqualTo(SnapshotState.COMPLETED);
        assertThat(read(node, snapshot)).isEqualTo(first);
      }
      try (LedgerNode node = start(kafka)) {
        assertThat(ask(node, new LedgerQuery.FindSnapshot(SUBSCRIPTION, SNAPSHOT, null)))
            .isEqualTo(snapshot);
        assertThat(read(node, snapshot)).isEqualTo(first);
        ByteBuffer now = ByteBuffer.allocate(first.length);
        node.store(REGION).read(volume, START_BYTE, now);
        assertThat(now.array()).isEqualTo(bytes(2));
      }
      new LedgerLog(kafka.connection()).assertDecidedAgainAlike();
    }
  }

  private LedgerNode start(KafkaInDocker kafka) {
    Settings settings =
        Settings.of(
            Map.of(
                "log.partitions",
                Integer.toString(KafkaInDocker.PARTITIONS),
                "kafka.bootstrap.servers",
                kafka.bootstrapServers()));
    return LedgerNode.start(folder.resolve("node"), settings, NodePorts.real());
  }

  private VolumeId createDisk(LedgerNode node) {
    Accepted created =
        accept(
            node,
            new CreateDisk(header(), DISK, REGION, "Premium_LRS", 1, DiskOrigin.UPLOAD, Map.of()));
    DiskId disk = DiskId.parse(Objects.requireNonNull(created.ids().get("diskId")));
    node.ensureVolume(ask(node, new LedgerQuery.FindDiskById(disk, after(node, created))));
    return new VolumeId(disk.value());
  }

  private SnapshotRow takeSnapshot(LedgerNode node) throws InterruptedException {
    Accepted started =
        accept(
            node,
            new CreateIncrementalSnapshot(
                header(), SNAPSHOT, new DiskRef(SUBSCRIPTION, DISK), null, Map.of()));
    ask(node, new LedgerQuery.FindSnapshot(SUBSCRIPTION, SNAPSHOT, after(node, started)));
    var query = new LedgerQuery.FindSnapshot(SUBSCRIPTION, SNAPSHOT, null);
    boolean completed =
        node.await(() -> ask(node, query).state() == SnapshotState.COMPLETED, WORK_MAX);
    assertThat(completed).as(() -> String.valueOf(node.health())).isTrue();
    return ask(node, query);
  }

  private static void write(LedgerNode node, VolumeId volume, byte[] bytes) {
    node.store(REGION).write(volume, START_BYTE, ByteBuffer.wrap(bytes));
    node.store(REGION).flush(volume);
  }

  private static byte[] read(LedgerNode node, SnapshotRow snapshot) {
    ByteBuffer into = ByteBuffer.allocate(bytes(0).length);
    node.store(REGION).read(new ImageId(snapshot.snapshotId().value()), START_BYTE, into);
    return into.array();
  }

  private static byte[] bytes(long seed) {
    byte[] bytes = new byte[300 * 1024];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static Accepted accept(LedgerNode node, Command command) {
    return (Accepted) node.commands().submit(command).join().outcome();
  }

  private CommandHeader header() {
    return new CommandHeader(new CommandId(new UUID(0xacL, ++commands)), SUBSCRIPTION, "test");
  }

  private static MinOffset after(LedgerNode node, Accepted accepted) {
    return new MinOffset(
        node.partitionOf(SUBSCRIPTION), Objects.requireNonNull(accepted.lastEventOffset()));
  }

  private static <R> R ask(LedgerNode node, LedgerQuery<R> query) {
    return node.queries().ask(query).orThrow();
  }
}
