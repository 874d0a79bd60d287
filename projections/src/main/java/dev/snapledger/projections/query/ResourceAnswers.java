package dev.snapledger.projections.query;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError;
import dev.snapledger.projections.answer.QueryError.InvalidQuery;
import dev.snapledger.projections.answer.QueryError.NotFound;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.query.LedgerQuery.FindDisk;
import dev.snapledger.projections.query.LedgerQuery.FindDiskById;
import dev.snapledger.projections.query.LedgerQuery.FindSnapshot;
import dev.snapledger.projections.query.LedgerQuery.FindSnapshotById;
import dev.snapledger.projections.query.LedgerQuery.ListDisks;
import dev.snapledger.projections.query.LedgerQuery.ListSnapshots;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.resource.ResourceNames;
import org.jspecify.annotations.Nullable;

/** Answers about disks and snapshots by name, by identity, and in listings. */
final class ResourceAnswers {
  private ResourceAnswers() {}

  static Answer<?> disk(FindDisk query, ViewReader reader) {
    return found(
        Disks.find(reader, query.subscriptionId(), query.name()),
        named("disk", query.subscriptionId(), query.name()));
  }

  static Answer<?> disk(FindDiskById query, ViewReader reader) {
    return found(Disks.find(reader, query.diskId()), "a disk " + query.diskId());
  }

  static Answer<?> snapshot(FindSnapshot query, ViewReader reader) {
    return found(
        Snapshots.find(reader, query.subscriptionId(), query.name()),
        named("snapshot", query.subscriptionId(), query.name()));
  }

  static Answer<?> snapshot(FindSnapshotById query, ViewReader reader) {
    return found(Snapshots.find(reader, query.snapshotId()), "a snapshot " + query.snapshotId());
  }

  static Answer<?> disks(ListDisks query, ViewReader reader) {
    QueryError refusal = refusal(query.page());
    return refusal != null
        ? new Answer.Refused<>(refusal)
        : new Answer.Found<>(
            Disks.list(reader, query.subscriptionId(), query.resourceGroup(), query.page()));
  }

  static Answer<?> snapshots(ListSnapshots query, ViewReader reader) {
    QueryError refusal = refusal(query.page());
    return refusal != null
        ? new Answer.Refused<>(refusal)
        : new Answer.Found<>(
            Snapshots.list(reader, query.subscriptionId(), query.resourceGroup(), query.page()));
  }

  private static @Nullable QueryError refusal(PageRequest page) {
    if (page.itemsMax() < 1 || page.itemsMax() > PageRequest.PAGE_ITEMS_MAX) {
      return new InvalidQuery(
          "expected 1 to %d items, but found %d"
              .formatted(PageRequest.PAGE_ITEMS_MAX, page.itemsMax()));
    }
    return ResourceNames.isCursor(page.cursor())
        ? null
        : new InvalidQuery("expected the cursor of a page before, but found another text");
  }

  private static String named(String kind, SubscriptionId subscription, ResourceName name) {
    return "a %s named %s in resource group %s of subscription %s"
        .formatted(kind, name.name(), name.resourceGroup(), subscription);
  }

  static <R> Answer<R> found(@Nullable R row, String what) {
    return row == null ? new Answer.Refused<>(new NotFound(what)) : new Answer.Found<>(row);
  }
}
