package dev.snapledger.server.pageblob;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.chain.ChainEntry;
import dev.snapledger.projections.chain.SnapshotChain;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.query.LedgerQueryGateway;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger's views hold. */
public final class ProjectedCatalog implements BlobCatalog {
  private final LedgerQueryGateway queries;
  private final InstantSource time;

  public ProjectedCatalog(LedgerQueryGateway queries, InstantSource time) {
    this.queries = queries;
    this.time = time;
  }

  @Override
  public @Nullable DiskRow disk(DiskId diskId) {
    return orNull(queries.ask(new LedgerQuery.FindDiskById(diskId, null)));
  }

  @Override
  public @Nullable SnapshotRow snapshot(SnapshotId snapshotId) {
    return orNull(queries.ask(new LedgerQuery.FindSnapshotById(snapshotId, null)));
  }

  @Override
  public List<SnapshotRow> family(FamilyId familyId) {
    SnapshotChain chain =
        orNull(queries.ask(new LedgerQuery.FindChain(familyId, time.instant(), null)));
    return chain == null ? List.of() : chain.entries().stream().map(ChainEntry::snapshot).toList();
  }

  @Override
  public @Nullable Long diffResizeBoundaryBytes(SubscriptionId subscriptionId) {
    Policy policy = orNull(queries.ask(new LedgerQuery.FindPolicy(subscriptionId, null)));
    return policy == null ? null : policy.diffResizeBoundaryBytes();
  }

  private static <R> @Nullable R orNull(Answer<R> answer) {
    return switch (answer) {
      case Answer.Found<R>(R value) -> value;
      case Answer.Refused<R> _ -> null;
    };
  }
}
