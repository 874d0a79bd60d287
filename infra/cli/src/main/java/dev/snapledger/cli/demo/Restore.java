package dev.snapledger.cli.demo;

import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.cli.output.Console;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.query.LedgerQuery;
import java.util.Map;
import java.util.Objects;

/**
 * Makes a disk of a snapshot, tries to delete the snapshot while the disk is still filled from it,
 * and deletes it when that has ended.
 */
final class Restore {
  private final DemoLedger ledger;
  private final CommandSession session;
  private final ByteComparison comparison;
  private final Console console;

  Restore(DemoLedger ledger, CommandSession session, ByteComparison comparison, Console console) {
    this.ledger = ledger;
    this.session = session;
    this.comparison = comparison;
    this.console = console;
  }

  /**
   * Restores and deletes.
   *
   * @param snapshot the snapshot, taken after {@code round} rounds of changes
   * @return how the ledger refused to delete it meanwhile (R4)
   */
  Rejected restoreAndDelete(SnapshotRow snapshot, int round, ResourceName diskName) {
    Filling filling = ledger.whileFillingSlowly(() -> beginAndTryToDelete(snapshot, diskName));
    Accepted created = filling.created();
    Rejected refused = filling.refused();
    console.line("  delete while the disk is filled: " + refused.code() + ": " + refused.message());
    DiskId diskId = DiskId.parse(Objects.requireNonNull(created.ids().get("diskId")));
    ledger.ask(new LedgerQuery.FindDiskById(diskId, ledger.after(session.subscription(), created)));
    DiskRow disk = ledger.filled(diskId);
    compare(disk, round, "disk " + diskName.name() + " after it was filled");
    Accepted deleted = session.accept(header -> new DeleteSnapshot(header, snapshot.name()));
    ledger.ask(new LedgerQuery.FindDiskById(diskId, ledger.after(session.subscription(), deleted)));
    console.line("  delete after that: accepted");
    compare(disk, round, "disk " + diskName.name() + " without its source");
    return refused;
  }

  /** A disk being filled, and how its source was protected. */
  private record Filling(Accepted created, Rejected refused) {}

  private Filling beginAndTryToDelete(SnapshotRow snapshot, ResourceName diskName) {
    Accepted created =
        session.accept(
            header ->
                new CreateDiskFromSnapshot(
                    header, diskName, snapshot.name(), null, "Premium_LRS", null, Map.of()));
    Rejected refused =
        session.reject(
            "BackgroundCopyInProgress", header -> new DeleteSnapshot(header, snapshot.name()));
    return new Filling(created, refused);
  }

  private void compare(DiskRow disk, int round, String what) {
    var store = ledger.store(disk.region());
    var volume = new VolumeId(disk.diskId().value());
    comparison.compare(
        what, round, disk.sizeBytes(), (start, into) -> store.read(volume, start, into));
  }
}
