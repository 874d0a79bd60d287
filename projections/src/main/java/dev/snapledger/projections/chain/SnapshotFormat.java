package dev.snapledger.projections.chain;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.row.Fields;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;

/** How rows of snapshots are written. */
final class SnapshotFormat {
  private SnapshotFormat() {}

  static void write(RowWriter out, SnapshotRow row) {
    out.id(row.subscriptionId().value())
        .id(row.snapshotId().value())
        .constant(row.kind())
        .maybe(row.familyId(), Fields::familyId)
        .number(row.sequence());
    Fields.name(out, row.name());
    out.text(row.region()).text(row.sku()).number(row.sizeBytes());
    writeSources(out, row.sources());
    out.constant(row.state())
        .time(row.startedAt())
        .maybe(row.completedAt(), RowWriter::time)
        .maybe(row.deletedAt(), RowWriter::time)
        .maybe(row.failure(), RowWriter::text)
        .maybe(row.content(), SnapshotFormat::writeContent)
        .texts(row.tags());
  }

  static SnapshotRow read(RowReader in) {
    return new SnapshotRow(
        new SubscriptionId(in.id()),
        new SnapshotId(in.id()),
        in.constant(SnapshotKind.values()),
        in.maybe(Fields::familyId),
        in.smallNumber(),
        Fields.name(in),
        in.text(),
        in.text(),
        in.number(),
        readSources(in),
        in.constant(SnapshotState.values()),
        in.time(),
        in.maybe(RowReader::time),
        in.maybe(RowReader::time),
        in.maybe(RowReader::text),
        in.maybe(SnapshotFormat::readContent),
        in.texts());
  }

  private static void writeSources(RowWriter out, SnapshotSources sources) {
    out.maybe(sources.diskId(), Fields::diskId)
        .maybe(sources.snapshotId(), Fields::snapshotId)
        .maybe(sources.familyId(), Fields::familyId)
        .maybe(sources.parentId(), Fields::snapshotId)
        .maybe(sources.parentSourceId(), Fields::snapshotId);
  }

  private static SnapshotSources readSources(RowReader in) {
    return new SnapshotSources(
        in.maybe(Fields::diskId),
        in.maybe(Fields::snapshotId),
        in.maybe(Fields::familyId),
        in.maybe(Fields::snapshotId),
        in.maybe(Fields::snapshotId));
  }

  private static void writeContent(RowWriter out, SnapshotContent content) {
    out.number(content.storedBytes())
        .number(content.movedBytes())
        .text(content.rootDigest())
        .maybe(
            content.changes(),
            (to, changes) ->
                to.number(changes.changedBytes())
                    .number(changes.changedBlocks())
                    .number(changes.blockMapParts()));
  }

  private static SnapshotContent readContent(RowReader in) {
    return new SnapshotContent(
        in.number(),
        in.number(),
        in.text(),
        in.maybe(from -> new SnapshotChanges(from.number(), from.number(), from.smallNumber())));
  }
}
