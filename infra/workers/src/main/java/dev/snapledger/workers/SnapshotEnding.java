package dev.snapledger.workers;

import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.FailSnapshot;
import dev.snapledger.commands.decision.Limits;
import dev.snapledger.commands.port.BlockMapPublisher;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;

/** How a snapshot of any kind ends once its bytes are durable, or cannot be. */
final class SnapshotEnding {
  private final Regions regions;
  private final BlockMapPublisher blockMaps;
  private final CommandDoor door;
  private final Stop stop;

  SnapshotEnding(Regions regions, BlockMapPublisher blockMaps, CommandDoor door, Stop stop) {
    this.regions = regions;
    this.blockMaps = blockMaps;
    this.door = door;
    this.stop = stop;
  }

  /** Bytes first: the block map must be durable before the ledger says that the snapshot is. */
  Step complete(Snapshot snapshot, SealedImage image, long movedBytes) {
    if (image.sizeBytes() != snapshot.sizeBytes()) {
      throw new IllegalStateException(
          "expected image %s of %d bytes, but found %d"
              .formatted(image.image(), snapshot.sizeBytes(), image.sizeBytes()));
    }
    BlockMapParts parts =
        new BlockMapParts(regions.store(snapshot.region()), image, snapshot, stop);
    blockMaps.publish(parts);
    CompleteSnapshot command =
        new CompleteSnapshot(
            CommandDoor.header(snapshot.item(), "complete-snapshot"),
            snapshot.familyId(),
            snapshot.snapshotId(),
            image.changedBytes(),
            image.storedBytes(),
            movedBytes,
            image.changedBlocks(),
            parts.count(),
            image.rootDigest().toHex());
    return switch (door.send(command)) {
      case Accepted _ -> new Step.Finished();
      case Rejected rejected -> {
        if (isOver(rejected)) {
          yield new Step.Finished();
        }
        // Numbers the ledger will never take; told to whoever waits for the snapshot.
        yield rejected.code().equals(Codes.INVALID_ARGUMENT)
            ? fail(snapshot, Codes.text(rejected))
            : new Step.Later(Codes.text(rejected));
      }
    };
  }

  /**
   * Tells the ledger that there will be no such snapshot. Bytes of it that are in the store stay
   * until it is deleted: they are layers under later snapshots of the disk.
   */
  Step fail(Snapshot snapshot, String reason) {
    FailSnapshot command =
        new FailSnapshot(
            CommandDoor.header(snapshot.item(), "fail-snapshot"),
            snapshot.familyId(),
            snapshot.snapshotId(),
            Codes.cut(reason, Limits.REASON_CHARS_MAX));
    return switch (door.send(command)) {
      case Accepted _ -> new Step.Finished();
      case Rejected rejected ->
          isOver(rejected) ? new Step.Finished() : new Step.Later(Codes.text(rejected));
    };
  }

  /** Someone else ended it before; the view will show that in a moment. */
  private static boolean isOver(Rejected rejected) {
    return rejected.code().equals(Codes.NOT_FOUND)
        || rejected.code().equals(Codes.SNAPSHOT_NOT_READY);
  }
}
