package dev.snapledger.bench.http;

import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.event.IncrementalSnapshotCompleted;
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
import dev.snapledger.projections.engine.EventRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Fills views with completed snapshots of one subscription, as their events would: 200 in a family,
 * in seven resource groups, with two tags each. For one thread.
 */
final class QueryViews {
  static final SubscriptionId SUBSCRIPTION = new SubscriptionId(new UUID(0, 1));

  private static final int FAMILY_SNAPSHOTS = 200;
  private static final int GROUPS = 7;
  private static final int BATCH = 4_000;
  private static final long START_MILLIS = 1_700_000_000_000L;
  private static final long STEP_MILLIS = 50;

  private final LedgerViews views;
  private final List<EventRecord> batch = new ArrayList<>();
  private int offset;

  QueryViews(LedgerViews views) {
    this.views = views;
  }

  void fill(int snapshots) {
    for (int n = 0; n < snapshots; n++) {
      if (n % FAMILY_SNAPSHOTS == 0) {
        add(disk(n));
      }
      add(started(n));
      add(completed(n));
    }
    apply();
  }

  /** The id of a snapshot, counted from 0 in the order in which they were taken. */
  static SnapshotId id(int n) {
    return new SnapshotId(new UUID(2, n));
  }

  private void add(Event event) {
    batch.add(new EventRecord(offset++, event));
    if (batch.size() == BATCH) {
      apply();
    }
  }

  private void apply() {
    views.runner().apply(0, batch, offset);
    batch.clear();
  }

  private DiskCreated disk(int n) {
    return new DiskCreated(
        header(),
        new DiskId(family(n).value()),
        name("disk-", n),
        "eastus",
        "Premium_LRS",
        1L << 40,
        DiskOrigin.EMPTY,
        null,
        Map.of());
  }

  private IncrementalSnapshotStarted started(int n) {
    int sequence = 1 + n % FAMILY_SNAPSHOTS;
    return new IncrementalSnapshotStarted(
        header(),
        id(n),
        family(n),
        sequence,
        name("snapshot-", n),
        "eastus",
        "Standard_ZRS",
        1L << 40,
        sequence == 1 ? null : id(n - 1),
        Map.of("env", "prod", "owner", "team-" + n % GROUPS));
  }

  private IncrementalSnapshotCompleted completed(int n) {
    return new IncrementalSnapshotCompleted(
        header(),
        id(n),
        family(n),
        n * 4_096L,
        n * 1_000L,
        n,
        1,
        HexFormat.of().toHexDigits(n).repeat(8));
  }

  private static FamilyId family(int n) {
    return new FamilyId(new UUID(1, n / FAMILY_SNAPSHOTS));
  }

  private static ResourceName name(String prefix, int n) {
    return new ResourceName("group-" + n % GROUPS, prefix + n);
  }

  private EventHeader header() {
    return new EventHeader(
        new CommandId(new UUID(3, offset)),
        0,
        SUBSCRIPTION,
        Instant.ofEpochMilli(START_MILLIS + offset * STEP_MILLIS),
        offset,
        "client@192.0.2.1");
  }
}
