package dev.snapledger.projections.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.row.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many rows one request looks at, at the border. */
class SearchLimitsTest {
  private static final SubscriptionId ONE = new SubscriptionId(new UUID(0, 1));
  private static final FamilyId FAMILY = new FamilyId(new UUID(1, 0));

  /** Full snapshots, of which there is none: every row is looked at in vain. */
  private static final SearchFilter FULL =
      new SearchFilter(
          null, null, null, SearchFilter.StateMatch.EXISTING, null, null, null, SnapshotKind.FULL);

  private final MemoryViewStore store = new MemoryViewStore();
  private final LedgerViews views = LedgerViews.over(store);

  private void start(int first, int count) {
    List<EventRecord> events = new ArrayList<>();
    for (int n = first; n < first + count; n++) {
      var header =
          new EventHeader(
              new CommandId(new UUID(3, n)), 0, ONE, Instant.ofEpochMilli(n), n, "tester");
      var name = new ResourceName("rg", "s" + n);
      events.add(
          new EventRecord(
              n,
              new IncrementalSnapshotStarted(
                  header,
                  new SnapshotId(new UUID(2, n)),
                  FAMILY,
                  n + 1,
                  name,
                  "eastus",
                  "Standard_LRS",
                  1L << 30,
                  null,
                  Map.of())));
    }
    views.runner().apply(0, events, first + count);
  }

  private SearchPage<SnapshotRow> page(@Nullable Key after) {
    try (ReadView view = store.readView()) {
      return Search.snapshots(view, new SearchRequest(ONE, FULL, null, 10, after));
    }
  }

  @Test
  void looksAtSoManyRowsAndLeavesOneMoreToTheNextPage() {
    // given
    start(0, Search.SCAN_ROWS_MAX);

    // when
    SearchPage<SnapshotRow> all = page(null);
    start(Search.SCAN_ROWS_MAX, 1);
    SearchPage<SnapshotRow> most = page(null);

    // then
    assertThat(all.items()).isEmpty();
    assertThat(all.next()).isNull();
    assertThat(most.items()).isEmpty();
    assertThat(most.next()).isNotNull();
    assertThat(page(most.next()).next()).isNull();
  }
}
