package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.server.pageblob.DiskRevisions.Revision;
import dev.snapledger.server.sas.BlobPath;
import dev.snapledger.server.sas.SasAnswer;
import dev.snapledger.server.sas.SasPermission;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leads from a path and a signature to a blob. Safe for use by many threads. */
final class BlobAccess {
  private final PageBlobPorts ports;
  private final DiskRevisions revisions;

  BlobAccess(PageBlobPorts ports, DiskRevisions revisions) {
    this.ports = ports;
    this.revisions = revisions;
  }

  /**
   * Opens a blob if the signature permits it; looks nothing up before.
   *
   * @throws PageBlobException if it does not, or there is no such blob
   */
  Blob open(String rawPath, Map<String, String> query, SasPermission needed) {
    BlobPath path = permitted(rawPath, query, needed);
    boolean present = path.kind() == BlobPath.Kind.DISK && needed == SasPermission.READ;
    if (present) { // A snapshot never changes, and a write finds out by itself.
      ports.hold().require();
    }
    return open(path);
  }

  /**
   * The path, if the signature permits it.
   *
   * @throws PageBlobException if it does not, or it is no path of a blob
   */
  BlobPath permitted(String rawPath, Map<String, String> query, SasPermission needed) {
    BlobPath path = BlobPath.parse(rawPath);
    if (path == null) {
      throw ErrorCode.INVALID_URI.refusal(
          "expected a path of a disk or snapshot, but found another");
    }
    return switch (ports.sas().verify(path, query, needed)) {
      case SasAnswer.Permitted _ -> path;
      case SasAnswer.Refused(SasAnswer.Reason reason) ->
          throw codeOf(reason).refusal("%s", reason.detail());
    };
  }

  private static ErrorCode codeOf(SasAnswer.Reason reason) {
    return switch (reason) {
      case MISSING -> ErrorCode.NO_AUTHENTICATION_INFORMATION;
      case MALFORMED, FORGED, EXPIRED, NOT_ACTIVE, OTHER_RESOURCE ->
          ErrorCode.AUTHENTICATION_FAILED;
      case NOT_PERMITTED -> ErrorCode.AUTHORIZATION_PERMISSION_MISMATCH;
    };
  }

  private Blob open(BlobPath path) {
    return switch (path.kind()) {
      case DISK -> ofDisk(path);
      case SNAPSHOT -> ofSnapshot(snapshot(path));
    };
  }

  private Blob ofDisk(BlobPath path) {
    DiskRow row = ports.catalog().disk(new DiskId(path.id()));
    if (row == null || !row.exists() || !row.region().equals(path.region())) {
      throw notFound();
    }
    VolumeState volume = ports.volumes().ensure(row);
    Revision revision = revisions.of(path.id());
    return new Blob(
        path.id(),
        new BlobContent.OfVolume(ports.regions().store(row.region()), volume.volume()),
        volume.sizeBytes(),
        revisions.etag(revision, volume.sizeBytes()),
        row.createdAt(),
        later(row.createdAt(), revision.time()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * The row of the snapshot at a path, which can be read.
   *
   * @throws PageBlobException if there is none
   */
  SnapshotRow snapshot(BlobPath path) {
    SnapshotRow row = ports.catalog().snapshot(new SnapshotId(path.id()));
    if (row == null || !row.region().equals(path.region()) || !readable(row)) {
      throw notFound();
    }
    return row;
  }

  static boolean readable(@Nullable SnapshotRow row) {
    return row != null
        && switch (row.state()) {
          case COMPLETED, MOVING -> true;
          case CREATING, FAILED, DELETED -> false;
        };
  }

  private Blob ofSnapshot(SnapshotRow row) {
    var image = new ImageId(row.snapshotId().value());
    return new Blob(
        row.snapshotId().value(),
        new BlobContent.OfImage(ports.regions().store(row.region()), image),
        row.sizeBytes(),
        "\"0x%s\"".formatted(row.snapshotId().toString().replace("-", "").toUpperCase(Locale.ROOT)),
        row.startedAt(),
        row.startedAt());
  }

  private static PageBlobException notFound() {
    return ErrorCode.BLOB_NOT_FOUND.refusal(
        "expected an existing disk or a completed snapshot, but found none");
  }
}
