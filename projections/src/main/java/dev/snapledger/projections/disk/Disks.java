package dev.snapledger.projections.disk;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.resource.ListedRows;
import dev.snapledger.projections.resource.Page;
import dev.snapledger.projections.resource.PageRequest;
import dev.snapledger.projections.resource.ResourceEntry;
import dev.snapledger.projections.resource.ResourceNames;
import dev.snapledger.projections.resource.Versions;
import dev.snapledger.projections.row.Fields;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The rows of disks, and how to find them. */
public final class Disks {
  /**
   * Key: disk 16, subscription 16; so that while a disk moves, either side writes a row of its own.
   * Row: the disk.
   */
  public static final ViewTable<DiskRow> TABLE =
      new ViewTable<>(2, "disks", RowFormat.of(1, Disks::write, Disks::read), Disks::keyText);

  /** The disks that exist, as they are listed. */
  public static final ListedRows<DiskRow> LISTED =
      new ListedRows<>(
          new ViewTable<>(
              31, "disks-listed", RowFormat.of(1, Disks::write, Disks::read), ListedRows::keyText));

  /** What disks were after each event that changed them. */
  public static final Versions<DiskRow> HISTORY =
      Versions.of(33, "disk-history", Disks::write, Disks::read);

  private Disks() {}

  /** Returns a disk of a subscription, deleted or not; or null. */
  public static @Nullable DiskRow find(
      ViewReader reader, DiskId diskId, SubscriptionId subscription) {
    return reader.find(TABLE, key(diskId, subscription));
  }

  /**
   * Returns a disk, deleted or not, or null; while it moves, the row of the side that may use it.
   */
  public static @Nullable DiskRow find(ViewReader reader, DiskId diskId) {
    return reader.scanPrefix(TABLE, new KeyWriter().id(diskId.value()).key()).values().stream()
        .min(Comparator.comparing(DiskRow::state))
        .orElse(null);
  }

  /** Returns the disk with a name, or null. */
  public static @Nullable DiskRow find(
      ViewReader reader, SubscriptionId subscription, ResourceName name) {
    ResourceEntry entry = ResourceNames.find(reader, subscription, ResourceType.DISK, name);
    return entry == null ? null : rowOf(reader, entry);
  }

  /** A page of the disks of a subscription, or of one group of it. */
  public static Page<DiskRow> list(
      ViewReader reader,
      SubscriptionId subscription,
      @Nullable String resourceGroup,
      PageRequest request) {
    Key listing = ResourceNames.listing(subscription, ResourceType.DISK, resourceGroup);
    return ResourceNames.list(reader, listing, request, entry -> rowOf(reader, entry));
  }

  private static @Nullable DiskRow rowOf(ViewReader reader, ResourceEntry entry) {
    return find(reader, new DiskId(entry.resourceId()), entry.subscriptionId());
  }

  static Key key(DiskId diskId, SubscriptionId subscription) {
    return new KeyWriter().id(diskId.value()).id(subscription.value()).key();
  }

  private static void write(RowWriter out, DiskRow row) {
    out.id(row.subscriptionId().value()).id(row.diskId().value());
    Fields.name(out, row.name());
    out.text(row.region())
        .text(row.sku())
        .number(row.sizeBytes())
        .constant(row.origin())
        .maybe(row.sourceSnapshotId(), Fields::snapshotId)
        .constant(row.state())
        .time(row.createdAt())
        .maybe(row.deletedAt(), RowWriter::time)
        .flag(row.everResized())
        .maybe(row.backgroundCopy(), Disks::writeCopy)
        .texts(row.tags());
  }

  private static DiskRow read(RowReader in) {
    return new DiskRow(
        new SubscriptionId(in.id()),
        new DiskId(in.id()),
        Fields.name(in),
        in.text(),
        in.text(),
        in.number(),
        in.constant(DiskOrigin.values()),
        in.maybe(Fields::snapshotId),
        in.constant(DiskState.values()),
        in.time(),
        in.maybe(RowReader::time),
        in.flag(),
        in.maybe(Disks::readCopy),
        in.texts());
  }

  private static void writeCopy(RowWriter out, BackgroundCopy copy) {
    out.constant(copy.state())
        .number(copy.totalBytes())
        .number(copy.copiedBytes())
        .maybe(copy.failure(), RowWriter::text);
  }

  private static BackgroundCopy readCopy(RowReader in) {
    return new BackgroundCopy(
        in.constant(BackgroundCopyState.values()),
        in.number(),
        in.number(),
        in.maybe(RowReader::text));
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "disk %s, subscription %s".formatted(in.id(), in.id());
  }
}
