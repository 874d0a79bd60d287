package dev.snapledger.projections.diff;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.Policy;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError;
import dev.snapledger.projections.answer.QueryError.BlockMapNotReady;
import dev.snapledger.projections.answer.QueryError.DiffAcrossResize;
import dev.snapledger.projections.answer.QueryError.InvalidQuery;
import dev.snapledger.projections.answer.QueryError.NotFound;
import dev.snapledger.projections.answer.QueryError.NotOneFamily;
import dev.snapledger.projections.answer.QueryError.NotOneRegion;
import dev.snapledger.projections.answer.QueryError.SnapshotNotReady;
import dev.snapledger.projections.blockmap.BlockMapGoneException;
import dev.snapledger.projections.blockmap.BlockMapMissingException;
import dev.snapledger.projections.blockmap.BlockMaps;
import dev.snapledger.projections.blockmap.LayerMerge;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.policy.Policies;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of snapshots, from their block maps.
 *
 * <p>A diff lists each part that was written or cleared between the two, whether or not its bytes
 * came out equal: a checksum is no proof of that. Answers are read while they are consumed, in
 * memory that does not depend on the size of the disk; a {@code BlockMapGoneException} on the way
 * means that the whole family was deleted meanwhile.
 */
public final class Diffs {
  private Diffs() {}

  /** Where a snapshot holds data; {@code within} null for all of it. */
  public static Answer<SnapshotRanges> pageRanges(
      ViewReader reader, SnapshotId snapshotId, @Nullable PageRange within) {
    SnapshotRow row = Snapshots.find(reader, snapshotId);
    QueryError refusal = row == null ? notFound(snapshotId) : notReadable(row, within);
    if (row == null || refusal != null) {
      return refused(Objects.requireNonNull(refusal));
    }
    PageRange cut = within == null ? new PageRange(0, row.sizeBytes()) : within;
    try {
      LayerMerge merge =
          new LayerMerge(
              reader,
              BlockMaps.chainOf(reader, snapshotId, null).stream()
                  .map(id -> new LayerMerge.Layer(id, false, true))
                  .toList(),
              Geometry.blockOf(cut.startByte()));
      PartRuns runs = new PartRuns(merge, LayerMerge::dataMask, cut);
      return new Answer.Found<>(
          new SnapshotRanges(snapshotId, row.sizeBytes(), new DataRanges(runs)));
    } catch (BlockMapMissingException e) {
      return refused(new BlockMapNotReady(e.snapshotId(), e.partsFound()));
    } catch (BlockMapGoneException e) {
      return refused(new BlockMapNotReady(e.snapshotId(), 0));
    }
  }

  /** What differs between two snapshots; {@code within} null for all of {@code to}. */
  public static Answer<SnapshotDiff> diff(
      ViewReader reader, SnapshotId from, SnapshotId to, @Nullable PageRange within) {
    SnapshotRow fromRow = Snapshots.find(reader, from);
    SnapshotRow toRow = Snapshots.find(reader, to);
    if (fromRow == null || toRow == null) {
      return refused(notFound(fromRow == null ? from : to));
    }
    QueryError refusal = notComparable(reader, fromRow, toRow, within);
    if (refusal != null) {
      return refused(refusal);
    }
    PageRange cut = within == null ? new PageRange(0, toRow.sizeBytes()) : within;
    try {
      List<LayerMerge.Layer> layers = DiffLayers.between(reader, from, to);
      LayerMerge merge = new LayerMerge(reader, layers, Geometry.blockOf(cut.startByte()));
      PartRuns runs = new PartRuns(merge, LayerMerge::changedMask, cut);
      return new Answer.Found<>(new SnapshotDiff(from, to, toRow.sizeBytes(), runs));
    } catch (BlockMapMissingException e) {
      return refused(new BlockMapNotReady(e.snapshotId(), e.partsFound()));
    } catch (BlockMapGoneException e) {
      return refused(new BlockMapNotReady(e.snapshotId(), 0));
    }
  }

  private static @Nullable QueryError notComparable(
      ViewReader reader, SnapshotRow from, SnapshotRow to, @Nullable PageRange within) {
    if (from.familyId() == null || !from.familyId().equals(to.familyId())) {
      return new NotOneFamily(from.snapshotId(), to.snapshotId());
    }
    if (!from.region().equals(to.region())) {
      return new NotOneRegion(from.region(), to.region());
    }
    QueryError notReadable = notReadable(from, null);
    if (notReadable == null) {
      notReadable = notReadable(to, within);
    }
    return notReadable != null ? notReadable : acrossResize(reader, from, to);
  }

  private static @Nullable QueryError acrossResize(
      ViewReader reader, SnapshotRow from, SnapshotRow to) {
    Policy policy = Policies.find(reader, to.subscriptionId());
    Long boundary = policy == null ? null : policy.diffResizeBoundaryBytes();
    return boundary == null || (from.sizeBytes() <= boundary) == (to.sizeBytes() <= boundary)
        ? null
        : new DiffAcrossResize(from.sizeBytes(), to.sizeBytes(), boundary);
  }

  static @Nullable QueryError notReadable(SnapshotRow row, @Nullable PageRange within) {
    boolean readable =
        switch (row.state()) {
          case COMPLETED, MOVING -> true;
          case CREATING, FAILED, DELETED -> false;
        };
    if (!readable) {
      return new SnapshotNotReady(row.snapshotId(), row.state());
    }
    return within == null || within.endByte() <= row.sizeBytes()
        ? null
        : new InvalidQuery(
            "expected a range inside the snapshot of %d bytes, but it ends at %d"
                .formatted(row.sizeBytes(), within.endByte()));
  }

  static QueryError notFound(SnapshotId snapshotId) {
    return new NotFound("a snapshot " + snapshotId);
  }

  private static <R> Answer<R> refused(QueryError error) {
    return new Answer.Refused<>(error);
  }

  private record DataRanges(Cursor<DiffRange> runs) implements Cursor<PageRange> {
    @Override
    public boolean hasNext() {
      return runs.hasNext();
    }

    @Override
    public PageRange next() {
      return runs.next().range();
    }
  }
}
