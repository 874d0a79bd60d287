package dev.snapledger.server.query;

import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.IncrementalSnapshotStarted;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.rocks.RocksViewStore;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.search.Search;
import dev.snapledger.projections.search.SearchFilter;
import dev.snapledger.projections.search.SearchPage;
import dev.snapledger.projections.search.SearchRequest;
import dev.snapledger.server.http.ApiContent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a list costs: views with many snapshots in a folder (the argument), then pages of them as
 * bytes, without the network. Not a test; prints times.
 */
final class ListMeasurement {
  private static final SubscriptionId ONE = new SubscriptionId(new UUID(0, 1));
  private static final int SNAPSHOTS = 100_000;
  private static final int FAMILY_SNAPSHOTS = 200;
  private static final int BATCH = 4_000;
  private static final int ROUNDS = 2_000;

  private ListMeasurement() {}

  static void main(String[] arguments) {
    try (RocksViewStore store = RocksViewStore.open(Path.of(arguments[0]))) {
      LedgerViews views = LedgerViews.over(store);
      long begun = System.nanoTime();
      int events = fill(views);
      long millis = (System.nanoTime() - begun) / 1_000_000;
      System.out.printf("filled: %d events in %d ms%n", events, millis);
      for (int itemsMax : new int[] {100, 1_000}) {
        measure(store, "existing, " + itemsMax, SearchFilter.EXISTING, itemsMax);
      }
      measure(
          store,
          "group, 1000",
          new SearchFilter(
              List.of("group-1"),
              null,
              null,
              SearchFilter.StateMatch.EXISTING,
              null,
              null,
              null,
              null),
          1_000);
    }
  }

  private static int fill(LedgerViews views) {
    List<EventRecord> batch = new ArrayList<>();
    int offset = 0;
    for (int n = 0; n < SNAPSHOTS; n++) {
      UUID family = new UUID(1, n / FAMILY_SNAPSHOTS);
      if (n % FAMILY_SNAPSHOTS == 0) {
        batch.add(
            new EventRecord(
                offset,
                new DiskCreated(
                    header(offset++),
                    new DiskId(family),
                    new ResourceName("group-" + n % 7, "disk-" + n),
                    "eastus",
                    "Premium_LRS",
                    1L << 40,
                    DiskOrigin.EMPTY,
                    null,
                    Map.of())));
      }
      batch.add(
          new EventRecord(
              offset,
              new IncrementalSnapshotStarted(
                  header(offset++),
                  new SnapshotId(new UUID(2, n)),
                  new FamilyId(family),
                  1 + n % FAMILY_SNAPSHOTS,
                  new ResourceName("group-" + n % 7, "snapshot-" + n),
                  "eastus",
                  "Standard_ZRS",
                  1L << 40,
                  null,
                  Map.of("env", "prod"))));
      if (batch.size() >= BATCH || n == SNAPSHOTS - 1) {
        views.runner().apply(0, batch, offset);
        batch.clear();
      }
    }
    return offset;
  }

  private static EventHeader header(int offset) {
    return new EventHeader(
        new CommandId(new UUID(3, offset)),
        0,
        ONE,
        Instant.ofEpochMilli(1_700_000_000_000L + offset * 50L),
        offset,
        "client@192.0.2.1");
  }

  private static void measure(
      RocksViewStore store, String what, SearchFilter filter, int itemsMax) {
    long[] nanos = new long[ROUNDS];
    long bytes = 0;
    Key after = null;
    for (int round = 0; round < ROUNDS; round++) {
      long begun = System.nanoTime();
      SearchPage<SnapshotRow> page;
      try (ReadView view = store.readView()) {
        page = Search.snapshots(view, new SearchRequest(ONE, filter, null, itemsMax, after));
      }
      JsonBytes json = new JsonBytes().begin().beginItems(Field.ITEMS);
      page.items().forEach(row -> RowJson.snapshot(json, row));
      ApiContent.Pieces content = json.endItems().end().content(JsonBody.TYPE);
      nanos[round] = System.nanoTime() - begun;
      bytes = content.length();
      after = page.next();
    }
    long[] warm = Arrays.copyOfRange(nanos, ROUNDS / 2, ROUNDS);
    Arrays.sort(warm);
    System.out.printf(
        "%s: median %d us, p99 %d us, %d bytes%n",
        what, warm[warm.length / 2] / 1_000, warm[warm.length * 99 / 100] / 1_000, bytes);
  }
}
