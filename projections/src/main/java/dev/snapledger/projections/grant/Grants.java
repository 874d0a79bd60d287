package dev.snapledger.projections.grant;

import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Fields;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of grants, and how to find them. */
public final class Grants {
  /** Key: grant 16. Row: the grant. */
  public static final ViewTable<GrantRow> TABLE =
      new ViewTable<>(
          8,
          "grants",
          RowFormat.of(1, Grants::write, Grants::read),
          key -> "grant " + new KeyReader(key).id());

  /** Key: disk or snapshot 16, grant 16. Row: first instant at which the grant holds no more. */
  public static final ViewTable<Instant> BY_RESOURCE =
      new ViewTable<>(
          9,
          "grants-by-resource",
          RowFormat.of(1, RowWriter::time, RowReader::time),
          Grants::resourceKeyText);

  private Grants() {}

  /** Returns a grant, whether it still holds or not; or null. */
  public static @Nullable GrantRow find(ViewReader reader, GrantId grantId) {
    return reader.find(TABLE, key(grantId));
  }

  /** Returns a grant that holds at an instant, or null. */
  public static @Nullable GrantRow active(ViewReader reader, GrantId grantId, Instant now) {
    GrantRow row = find(reader, grantId);
    return row != null && row.activeAt(now) ? row : null;
  }

  /** All grants ever given for a disk or snapshot, by grant id. */
  public static List<GrantRow> ofResource(ViewReader reader, UUID resourceId) {
    List<GrantRow> found = new ArrayList<>();
    try (RowCursor<Instant> ids = reader.scanPrefix(BY_RESOURCE, resourcePrefix(resourceId))) {
      ids.forEachRemaining(
          entry -> {
            GrantRow row = find(reader, grantOfResourceKey(entry.key()));
            if (row != null) {
              found.add(row);
            }
          });
    }
    return found;
  }

  /** Number of grants of a disk or snapshot that hold at an instant. */
  public static int countActive(ViewReader reader, UUID resourceId, Instant now) {
    int active = 0;
    try (RowCursor<Instant> ends = reader.scanPrefix(BY_RESOURCE, resourcePrefix(resourceId))) {
      while (ends.hasNext()) {
        active += now.isBefore(ends.next().value()) ? 1 : 0;
      }
    }
    return active;
  }

  /** When the last of the grants of a disk or snapshot that hold at an instant ends; or null. */
  public static @Nullable Instant lastEnd(ViewReader reader, UUID resourceId, Instant now) {
    Instant last = null;
    try (RowCursor<Instant> ends = reader.scanPrefix(BY_RESOURCE, resourcePrefix(resourceId))) {
      while (ends.hasNext()) {
        Instant end = ends.next().value();
        if (now.isBefore(end) && (last == null || end.isAfter(last))) {
          last = end;
        }
      }
    }
    return last;
  }

  static Key key(GrantId grantId) {
    return new KeyWriter().id(grantId.value()).key();
  }

  static Key resourceKey(GrantRow row) {
    return new KeyWriter().id(row.resourceId()).id(row.grantId().value()).key();
  }

  private static Key resourcePrefix(UUID resourceId) {
    return new KeyWriter().id(resourceId).key();
  }

  private static GrantId grantOfResourceKey(Key key) {
    KeyReader in = new KeyReader(key);
    in.id();
    return new GrantId(in.id());
  }

  private static void write(RowWriter out, GrantRow row) {
    out.id(row.subscriptionId().value())
        .id(row.grantId().value())
        .maybe(row.diskId(), Fields::diskId)
        .maybe(row.familyId(), Fields::familyId)
        .maybe(row.snapshotId(), Fields::snapshotId)
        .constant(row.access())
        .time(row.grantedAt())
        .time(row.expiresAt())
        .maybe(row.revokedAt(), RowWriter::time);
  }

  private static GrantRow read(RowReader in) {
    return new GrantRow(
        new SubscriptionId(in.id()),
        new GrantId(in.id()),
        in.maybe(Fields::diskId),
        in.maybe(Fields::familyId),
        in.maybe(Fields::snapshotId),
        in.constant(SasAccess.values()),
        in.time(),
        in.time(),
        in.maybe(RowReader::time));
  }

  private static String resourceKeyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "resource %s, grant %s".formatted(in.id(), in.id());
  }
}
