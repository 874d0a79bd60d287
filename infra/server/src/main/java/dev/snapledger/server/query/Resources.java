package dev.snapledger.server.query;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.search.FamilySnapshots;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.util.Set;
import java.util.UUID;

/** One family, one snapshot. What a caller may not see is answered like what does not exist. */
final class Resources {
  private static final Set<String> PARAMETERS = Set.of("asOf");

  private final QueryGate gate;

  Resources(QueryGate gate) {
    this.gate = gate;
  }

  void register(Routes.Builder routes) {
    routes.add(
        "GET", QueryRoutes.BASE + "/families/{family}", gate.tagged(PARAMETERS, this::family));
    routes.add(
        "GET", QueryRoutes.BASE + "/snapshots/{snapshot}", gate.tagged(PARAMETERS, this::snapshot));
  }

  private ApiResponse family(QueryCall call) {
    DiskRow disk = requireFamily(gate.views(), call);
    FamilySnapshots.Counts counts =
        gate.views()
            .ask(
                new LedgerQuery.CountFamily(
                    call.subscription(), disk.familyId(), call.groups(), call.asOf(), null));
    return RowBody.one(
        call,
        json -> {
          RowJson.familyFields(json, disk);
          counts(json, counts);
        });
  }

  private static void counts(JsonBytes json, FamilySnapshots.Counts counts) {
    json.begin(Field.SNAPSHOTS)
        .number(Field.EXISTING, counts.existing())
        .beginItems(Field.BY_REGION);
    counts
        .byRegion()
        .forEach(
            (region, existing) ->
                json.begin().text(Field.REGION, region).number(Field.EXISTING, existing).end());
    SnapshotRow newest = counts.newest();
    json.endItems()
        .id(Field.NEWEST_SNAPSHOT_ID, newest == null ? null : newest.snapshotId().value())
        .end();
  }

  private ApiResponse snapshot(QueryCall call) {
    SnapshotRow row = requireSnapshot(gate.views(), call, call.id("snapshot"));
    return RowBody.one(call, json -> RowJson.snapshotFields(json, row));
  }

  /** The disk of the family of the path, deleted or not. */
  static DiskRow requireFamily(Views views, QueryCall call) {
    DiskId id = new DiskId(call.id("family"));
    EventPlace asOf = call.asOf();
    DiskRow row =
        asOf == null
            ? views.find(new LedgerQuery.FindDiskById(id, null))
            : views.find(
                new LedgerQuery.FindDiskAsOf(id, call.subscription(), asOf.logOffset(), null));
    if (row == null
        || !row.subscriptionId().equals(call.subscription())
        || !call.sees(row.name())) {
      throw notFound("a family " + new FamilyId(id.value()));
    }
    return row;
  }

  /** A snapshot, deleted or not. */
  static SnapshotRow requireSnapshot(Views views, QueryCall call, UUID snapshotId) {
    SnapshotId id = new SnapshotId(snapshotId);
    EventPlace asOf = call.asOf();
    SnapshotRow row =
        asOf == null
            ? views.find(new LedgerQuery.FindSnapshotById(id, null))
            : views.find(
                new LedgerQuery.FindSnapshotAsOf(id, call.subscription(), asOf.logOffset(), null));
    if (row == null
        || !row.subscriptionId().equals(call.subscription())
        || !call.sees(row.name())) {
      throw notFound("a snapshot " + id);
    }
    return row;
  }

  private static ApiException notFound(String what) {
    return new ApiError(404, "NotFound", "expected " + what + ", but there is none").thrown();
  }
}
