package dev.snapledger.cli.demo;

import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.chain.SnapshotRow;
import java.util.Map;
import java.util.Objects;

/** Copies of snapshots in another region; each later one moves only what changed. */
final class RegionCopies {
  private static final String TARGET_REGION = "westeurope";

  private final DemoLedger ledger;
  private final CommandSession session;
  private final String group;

  RegionCopies(DemoLedger ledger, CommandSession session, String group) {
    this.ledger = ledger;
    this.session = session;
    this.group = group;
  }

  /** Copies a snapshot and waits until the copy is completed. */
  SnapshotRow copy(SnapshotRow source) {
    var name = new ResourceName(group, source.name().name() + "-" + TARGET_REGION);
    Accepted started =
        session.accept(
            header -> new CopySnapshot(header, name, source.name(), TARGET_REGION, null, Map.of()));
    return ledger.completed(
        SnapshotId.parse(Objects.requireNonNull(started.ids().get("snapshotId"))));
  }
}
