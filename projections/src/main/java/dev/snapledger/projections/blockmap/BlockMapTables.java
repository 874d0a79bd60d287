package dev.snapledger.projections.blockmap;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Fields;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import dev.snapledger.projections.row.UnreadableRowException;
import java.util.UUID;

/**
 * The tables of block maps. All rows of a layer are written by the partition it is published in.
 */
public final class BlockMapTables {
  /** Key: snapshot 16. Row: what is known of its layer as a whole. */
  public static final ViewTable<BlockMapLayer> LAYERS =
      new ViewTable<>(
          20,
          "block-map-layers",
          RowFormat.of(1, BlockMapTables::writeLayer, BlockMapTables::readLayer),
          key -> "snapshot " + new KeyReader(key).id());

  /** Key: snapshot 16, part u32. Row: what is known of the part. */
  public static final ViewTable<PartRow> PARTS =
      new ViewTable<>(
          21,
          "block-map-parts",
          RowFormat.of(1, BlockMapTables::writePart, BlockMapTables::readPart),
          BlockMapTables::partKeyText);

  /**
   * Key: snapshot 16, part u32, chunk u32. Row: up to {@link BlockEntries#CHUNK_ENTRIES} entries as
   * they were published, 12 bytes each.
   */
  public static final ViewTable<byte[]> CHUNKS =
      new ViewTable<>(22, "block-map-chunks", new PlainBytes(), BlockMapTables::chunkKeyText);

  /** Key: family 16, subscription 16, snapshot 16. Row: nothing. */
  public static final ViewTable<Boolean> BY_FAMILY =
      new ViewTable<>(23, "block-maps-by-family", marker(), BlockMapTables::familyKeyText);

  /**
   * Families, and full snapshots, that are gone for ever: what is published of them is not kept.
   * Key: family or snapshot 16, subscription 16. Row: nothing.
   */
  public static final ViewTable<Boolean> ENDED =
      new ViewTable<>(24, "block-maps-ended", marker(), BlockMapTables::endedKeyText);

  private BlockMapTables() {}

  static Key layerKey(SnapshotId snapshotId) {
    return new KeyWriter().id(snapshotId.value()).key();
  }

  static Key partKey(SnapshotId snapshotId, int part) {
    return new KeyWriter().id(snapshotId.value()).u32(part).key();
  }

  static Key chunkKey(SnapshotId snapshotId, int part, int chunk) {
    return new KeyWriter().id(snapshotId.value()).u32(part).u32(chunk).key();
  }

  static Key familyKey(FamilyId familyId, SubscriptionId subscription, SnapshotId snapshotId) {
    return new KeyWriter()
        .id(familyId.value())
        .id(subscription.value())
        .id(snapshotId.value())
        .key();
  }

  static Key ownerKey(UUID familyOrSnapshot, SubscriptionId subscription) {
    return new KeyWriter().id(familyOrSnapshot).id(subscription.value()).key();
  }

  static SnapshotId snapshotOfFamilyKey(Key key) {
    KeyReader in = new KeyReader(key);
    in.id();
    in.id();
    return new SnapshotId(in.id());
  }

  private static RowFormat<Boolean> marker() {
    return RowFormat.of(1, (out, present) -> out.flag(present), RowReader::flag);
  }

  private record PlainBytes() implements RowFormat<byte[]> {
    @Override
    public byte[] encode(byte[] row) {
      return row;
    }

    @Override
    public byte[] decode(byte[] bytes) {
      return bytes;
    }
  }

  private static void writeLayer(RowWriter out, BlockMapLayer row) {
    out.id(row.subscriptionId().value())
        .id(row.snapshotId().value())
        .maybe(row.familyId(), Fields::familyId)
        .text(row.region())
        .maybe(row.parentSnapshotId(), Fields::snapshotId)
        .number(row.sizeBytes())
        .number(row.parts())
        .number(row.partsFound())
        .number(row.entries())
        .flag(row.complete())
        .number(row.conflicts())
        .maybe(row.firstConflict(), RowWriter::text);
  }

  private static BlockMapLayer readLayer(RowReader in) {
    return new BlockMapLayer(
        new SubscriptionId(in.id()),
        new SnapshotId(in.id()),
        in.maybe(Fields::familyId),
        in.text(),
        in.maybe(Fields::snapshotId),
        in.number(),
        in.smallNumber(),
        in.smallNumber(),
        in.number(),
        in.flag(),
        in.number(),
        in.maybe(RowReader::text));
  }

  private static void writePart(RowWriter out, PartRow row) {
    out.number(row.entries())
        .number(row.firstBlock())
        .number(row.lastBlock())
        .bytes(row.sha256().toBytes());
  }

  private static PartRow readPart(RowReader in) {
    return new PartRow(in.smallNumber(), in.smallNumber(), in.smallNumber(), readDigest(in));
  }

  private static BlockDigest readDigest(RowReader in) {
    byte[] bytes = in.bytes();
    if (bytes.length != BlockDigest.BYTES) {
      throw new UnreadableRowException("expected a digest of 32 bytes, but found " + bytes.length);
    }
    return BlockDigest.of(bytes);
  }

  private static String partKeyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "snapshot %s, part %d".formatted(in.id(), in.u32());
  }

  private static String chunkKeyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "snapshot %s, part %d, chunk %d".formatted(in.id(), in.u32(), in.u32());
  }

  private static String familyKeyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "family %s, subscription %s, snapshot %s".formatted(in.id(), in.id(), in.id());
  }

  private static String endedKeyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "family or snapshot %s, subscription %s".formatted(in.id(), in.id());
  }
}
