package dev.snapledger.cli.audit;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A stopped node's data: one disk with three incremental snapshots, each of other blocks.
 *
 * @param folder data directory
 * @param disk the disk
 * @param snapshots rows of the snapshots, oldest first
 */
record SmallLedger(Path folder, DiskId disk, List<SnapshotRow> snapshots) {
  static final Map<String, String> SETTINGS = Map.of("log.partitions", "2");
  static final String REGION = "eastus";
  private static final SubscriptionId SUBSCRIPTION =
      SubscriptionId.parse("00000000-0000-0000-0000-0000000000bb");
  private static final ResourceName DISK = new ResourceName("audited", "disk");
  private static final Duration WORK_MAX = Duration.ofMinutes(2);
  private static final int BYTES = 256 * 1024;

  /** Makes it with a node of its own, and stops that. */
  static SmallLedger make(Path folder) throws InterruptedException {
    var snapshots = new ArrayList<SnapshotRow>();
    try (LedgerNode node = LedgerNode.start(folder, Settings.of(SETTINGS), NodePorts.real())) {
      Accepted created =
          accept(
              node,
              new CreateDisk(
                  header(), DISK, REGION, "Premium_LRS", 1, DiskOrigin.UPLOAD, Map.of()));
      DiskId disk = DiskId.parse(Objects.requireNonNull(created.ids().get("diskId")));
      node.ensureVolume(ask(node, new LedgerQuery.FindDiskById(disk, after(node, created))));
      for (int round = 1; round <= 3; round++) {
        write(node, disk, round);
        snapshots.add(takeSnapshot(node, "snapshot-" + round));
      }
      return new SmallLedger(folder, disk, snapshots);
    }
  }

  private static void write(LedgerNode node, DiskId disk, int round) {
    byte[] bytes = new byte[BYTES];
    new SplittableRandom(round).nextBytes(bytes);
    var volume = new VolumeId(disk.value());
    node.store(REGION).write(volume, (long) round * BYTES, ByteBuffer.wrap(bytes));
    node.store(REGION).flush(volume);
  }

  private static SnapshotRow takeSnapshot(LedgerNode node, String text)
      throws InterruptedException {
    var name = new ResourceName("audited", text);
    Accepted started =
        accept(
            node,
            new CreateIncrementalSnapshot(
                header(), name, new DiskRef(SUBSCRIPTION, DISK), null, Map.of("made-by", "test")));
    ask(node, new LedgerQuery.FindSnapshot(SUBSCRIPTION, name, after(node, started)));
    var query = new LedgerQuery.FindSnapshot(SUBSCRIPTION, name, null);
    if (!node.await(() -> ask(node, query).state() == SnapshotState.COMPLETED, WORK_MAX)) {
      throw new AssertionError("expected " + text + " to be completed, but " + node.health());
    }
    return ask(node, query);
  }

  private static Accepted accept(LedgerNode node, Command command) {
    return (Accepted) node.commands().submit(command).join().outcome();
  }

  private static CommandHeader header() {
    return new CommandHeader(new CommandId(UUID.randomUUID()), SUBSCRIPTION, "test");
  }

  private static MinOffset after(LedgerNode node, Accepted accepted) {
    return new MinOffset(
        node.partitionOf(SUBSCRIPTION), Objects.requireNonNull(accepted.lastEventOffset()));
  }

  private static <R> R ask(LedgerNode node, LedgerQuery<R> query) {
    return node.queries().ask(query).orThrow();
  }
}
