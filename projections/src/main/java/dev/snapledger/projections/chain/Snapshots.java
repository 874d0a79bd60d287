package dev.snapledger.projections.chain;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.resource.ListedRows;
import dev.snapledger.projections.resource.Page;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.resource.ResourceEntry;
import dev.snapledger.projections.resource.ResourceNames;
import dev.snapledger.projections.resource.Versions;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of snapshots, and how to find them. */
public final class Snapshots {
  /**
   * Key: snapshot 16, subscription 16; so that while a full snapshot moves, either side writes a
   * row of its own. Row: the snapshot.
   */
  public static final ViewTable<SnapshotRow> TABLE =
      new ViewTable<>(
          3,
          "snapshots",
          RowFormat.of(1, SnapshotFormat::write, SnapshotFormat::read),
          Snapshots::keyText);

  /** Key: family 16, sequence u32, snapshot 16. Row: the subscription. */
  public static final ViewTable<UUID> CHAINS =
      new ViewTable<>(
          4,
          "chains",
          RowFormat.of(1, (out, subscription) -> out.id(subscription), in -> in.id()),
          Snapshots::chainKeyText);

  /** The snapshots that exist, as they are listed. */
  public static final ListedRows<SnapshotRow> LISTED =
      new ListedRows<>(
          new ViewTable<>(
              32,
              "snapshots-listed",
              RowFormat.of(1, SnapshotFormat::write, SnapshotFormat::read),
              ListedRows::keyText));

  /** What snapshots were after each event that changed them. */
  public static final Versions<SnapshotRow> HISTORY =
      Versions.of(34, "snapshot-history", SnapshotFormat::write, SnapshotFormat::read);

  private Snapshots() {}

  /** Returns a snapshot of a subscription, deleted or not; or null. */
  public static @Nullable SnapshotRow find(
      ViewReader reader, SnapshotId snapshotId, SubscriptionId subscription) {
    return reader.find(TABLE, key(snapshotId, subscription));
  }

  /**
   * Returns a snapshot, deleted or not, or null; while it moves, the row of the side that may use
   * it.
   */
  public static @Nullable SnapshotRow find(ViewReader reader, SnapshotId snapshotId) {
    Key prefix = new KeyWriter().id(snapshotId.value()).key();
    return reader.scanPrefix(TABLE, prefix).values().stream()
        .min(Comparator.comparing(SnapshotRow::state))
        .orElse(null);
  }

  /** Returns the snapshot with a name, or null. */
  public static @Nullable SnapshotRow find(
      ViewReader reader, SubscriptionId subscription, ResourceName name) {
    ResourceEntry entry = ResourceNames.find(reader, subscription, ResourceType.SNAPSHOT, name);
    return entry == null ? null : rowOf(reader, entry);
  }

  /** A page of the snapshots of a subscription, or of one group of it. */
  public static Page<SnapshotRow> list(
      ViewReader reader,
      SubscriptionId subscription,
      @Nullable String resourceGroup,
      PageRequest request) {
    Key listing = ResourceNames.listing(subscription, ResourceType.SNAPSHOT, resourceGroup);
    return ResourceNames.list(reader, listing, request, entry -> rowOf(reader, entry));
  }

  /** All snapshots a family ever had, by sequence. */
  public static List<SnapshotRow> ofFamily(ViewReader reader, FamilyId familyId) {
    List<SnapshotRow> found = new ArrayList<>();
    Key prefix = new KeyWriter().id(familyId.value()).key();
    try (RowCursor<UUID> chain = reader.scanPrefix(CHAINS, prefix)) {
      chain.forEachRemaining(
          entry -> {
            SubscriptionId subscription = new SubscriptionId(entry.value());
            SnapshotRow row = find(reader, snapshotOfChainKey(entry.key()), subscription);
            if (row != null) {
              found.add(row);
            }
          });
    }
    return found;
  }

  private static @Nullable SnapshotRow rowOf(ViewReader reader, ResourceEntry entry) {
    return find(reader, new SnapshotId(entry.resourceId()), entry.subscriptionId());
  }

  static Key key(SnapshotId snapshotId, SubscriptionId subscription) {
    return new KeyWriter().id(snapshotId.value()).id(subscription.value()).key();
  }

  static Key chainKey(FamilyId familyId, int sequence, SnapshotId snapshotId) {
    return new KeyWriter().id(familyId.value()).u32(sequence).id(snapshotId.value()).key();
  }

  private static SnapshotId snapshotOfChainKey(Key key) {
    KeyReader in = new KeyReader(key);
    in.id();
    in.u32();
    return new SnapshotId(in.id());
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "snapshot %s, subscription %s".formatted(in.id(), in.id());
  }

  private static String chainKeyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "family %s, sequence %d, snapshot %s".formatted(in.id(), in.u32(), in.id());
  }
}
