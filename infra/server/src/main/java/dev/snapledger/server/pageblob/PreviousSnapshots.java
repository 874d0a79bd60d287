package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.NotOneFamilyException;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.server.sas.BlobPath;
import dev.snapledger.server.sas.SasPermission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the other snapshot of a diff. Either may be the older one. Safe for use by many threads.
 *
 * <p>Header {@code x-ms-previous-snapshot-url} is a shared-access URL of it, verified like any
 * other. Parameter {@code prevsnapshot} is its id, or the time it was taken at; a list of ranges
 * has no bytes, so that needs no signature of its own.
 */
final class PreviousSnapshots {
  private final BlobAccess access;
  private final PageBlobPorts ports;

  PreviousSnapshots(BlobAccess access, PageBlobPorts ports) {
    this.access = access;
    this.ports = ports;
  }

  /**
   * What a permitted request compares its blob with; null if it compares nothing.
   *
   * @throws PageBlobException if it is not there, not permitted or not to be compared
   */
  @Nullable DiffSource find(PageBlobRequest request) {
    String url = request.header("x-ms-previous-snapshot-url");
    String name = request.parameter("prevsnapshot");
    if (url == null && name == null) {
      return null;
    }
    if (url != null && name != null) {
      throw ErrorCode.INVALID_INPUT.refusal(
          "expected either x-ms-previous-snapshot-url or prevsnapshot, but found both");
    }
    SnapshotRow to = listed(request);
    SnapshotRow from = url != null ? ofUrl(url) : named(to, name == null ? "" : name);
    checkComparable(from, to);
    return new DiffSource(from.sizeBytes(), changes(from, to));
  }

  private SnapshotRow listed(PageBlobRequest request) {
    BlobPath path = BlobPath.parse(request.rawPath());
    if (path == null || path.kind() != BlobPath.Kind.SNAPSHOT) {
      throw ErrorCode.PREVIOUS_SNAPSHOT_NOT_SUPPORTED.refusal(
          "expected a snapshot to be compared, but found a disk");
    }
    return access.snapshot(path);
  }

  private SnapshotRow ofUrl(String text) {
    SasUrl url = SasUrl.parse(text);
    if (url == null) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected a shared-access URL in x-ms-previous-snapshot-url, but found something else");
    }
    BlobPath path =
        access.permitted(url.rawPath(), BlobQuery.parse(url.rawQuery()), SasPermission.READ);
    if (path.kind() != BlobPath.Kind.SNAPSHOT) {
      throw ErrorCode.PREVIOUS_SNAPSHOT_NOT_SUPPORTED.refusal(
          "expected a URL of a snapshot to compare with, but found one of a disk");
    }
    return access.snapshot(path);
  }

  private SnapshotRow named(SnapshotRow to, String name) {
    List<SnapshotRow> family =
        to.familyId() == null ? List.of() : ports.catalog().family(to.familyId());
    return family.stream()
        .filter(row -> row.region().equals(to.region()) && BlobAccess.readable(row))
        .filter(
            row ->
                row.snapshotId().toString().equals(name) || PreciseTime.is(name, row.startedAt()))
        .findFirst()
        .orElseThrow(PreviousSnapshots::notFound);
  }

  private void checkComparable(SnapshotRow from, SnapshotRow to) {
    boolean oneFamily =
        from.familyId() != null
            && from.familyId().equals(to.familyId())
            && from.region().equals(to.region());
    if (!oneFamily) {
      throw ErrorCode.PREVIOUS_SNAPSHOT_NOT_SUPPORTED.refusal(
          "expected two snapshots of one family and region, but found others");
    }
    Long boundary = ports.catalog().diffResizeBoundaryBytes(to.subscriptionId());
    if (boundary != null && (from.sizeBytes() <= boundary) != (to.sizeBytes() <= boundary)) {
      throw ErrorCode.PREVIOUS_SNAPSHOT_NOT_SUPPORTED.refusal(
          "expected no resize across %d bytes between the snapshots, but found %d and %d",
          boundary, from.sizeBytes(), to.sizeBytes());
    }
  }

  private Cursor<DiffRange> changes(SnapshotRow from, SnapshotRow to) {
    try {
      return ports
          .regions()
          .store(to.region())
          .diff(
              new ImageId(from.snapshotId().value()),
              new ImageId(to.snapshotId().value()),
              DiffPrecision.TRACKED);
    } catch (NotOneFamilyException e) {
      throw ErrorCode.PREVIOUS_SNAPSHOT_NOT_SUPPORTED.refusal("%s", e.getMessage());
    } catch (NotFoundException _) {
      throw notFound();
    }
  }

  private static PageBlobException notFound() {
    return ErrorCode.PREVIOUS_SNAPSHOT_NOT_FOUND.refusal(
        "expected a completed snapshot of the same family and region to compare with, but found"
            + " none");
  }
}
