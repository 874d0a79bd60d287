package dev.snapledger.projections.query;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError.GrantExpired;
import dev.snapledger.projections.answer.QueryError.GrantRevoked;
import dev.snapledger.projections.chain.ChainEntry;
import dev.snapledger.projections.chain.SnapshotChain;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.copy.Copies;
import dev.snapledger.projections.diff.Diffs;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.grant.Grants;
import dev.snapledger.projections.policy.Policies;
import dev.snapledger.projections.query.LedgerQuery.FindActiveGrant;
import dev.snapledger.projections.query.LedgerQuery.FindChain;
import dev.snapledger.projections.query.LedgerQuery.FindCopy;
import dev.snapledger.projections.query.LedgerQuery.FindPolicy;
import dev.snapledger.projections.query.LedgerQuery.FindUsage;
import dev.snapledger.projections.query.LedgerQuery.GetDiff;
import dev.snapledger.projections.query.LedgerQuery.GetPageRanges;
import dev.snapledger.projections.query.LedgerQuery.ListCopies;
import dev.snapledger.projections.query.LedgerQuery.ListGrants;
import dev.snapledger.projections.usage.Usage;
import java.time.Instant;
import java.util.List;

/** Answers about chains, grants, copies, usage, policies and ranges. */
final class LedgerAnswers {
  private LedgerAnswers() {}

  static Answer<?> chain(FindChain query, ViewStore store) {
    try (ReadView view = store.readView()) {
      DiskRow disk = Disks.find(view, new DiskId(query.familyId().value()));
      List<ChainEntry> entries =
          Snapshots.ofFamily(view, query.familyId()).stream()
              .map(row -> entryOf(view, row, query.now()))
              .toList();
      return ResourceAnswers.found(
          disk == null && entries.isEmpty()
              ? null
              : new SnapshotChain(query.familyId(), disk, entries),
          "a family " + query.familyId());
    }
  }

  private static ChainEntry entryOf(ViewReader view, SnapshotRow row, Instant now) {
    return new ChainEntry(
        row,
        Grants.countActive(view, row.resourceId(), now),
        Copies.countFrom(view, row.resourceId()));
  }

  static Answer<?> grant(FindActiveGrant query, ViewReader reader) {
    GrantRow row = Grants.find(reader, query.grantId());
    if (row == null || row.activeAt(query.now())) {
      return ResourceAnswers.found(row, "a grant with this identity");
    }
    Instant revokedAt = row.revokedAt();
    return new Answer.Refused<>(
        revokedAt == null
            ? new GrantExpired(row.grantId(), row.expiresAt())
            : new GrantRevoked(row.grantId(), revokedAt));
  }

  static Answer<?> grants(ListGrants query, ViewReader reader) {
    return new Answer.Found<>(Grants.ofResource(reader, query.resourceId()));
  }

  static Answer<?> copy(FindCopy query, ViewReader reader) {
    return ResourceAnswers.found(
        Copies.find(reader, query.subscriptionId(), query.targetId()), "a copy under way");
  }

  static Answer<?> copies(ListCopies query, ViewReader reader) {
    return new Answer.Found<>(Copies.ofSubscription(reader, query.subscriptionId()));
  }

  static Answer<?> usage(FindUsage query, ViewReader reader) {
    return new Answer.Found<>(Usage.of(reader, query.subscriptionId()));
  }

  static Answer<?> policy(FindPolicy query, ViewReader reader) {
    return ResourceAnswers.found(
        Policies.find(reader, query.subscriptionId()),
        "a policy adopted by subscription " + query.subscriptionId());
  }

  static Answer<?> ranges(GetPageRanges query, ViewReader reader) {
    return Diffs.pageRanges(reader, query.snapshotId(), query.within());
  }

  static Answer<?> diff(GetDiff query, ViewReader reader) {
    return Diffs.diff(reader, query.from(), query.to(), query.within());
  }
}
