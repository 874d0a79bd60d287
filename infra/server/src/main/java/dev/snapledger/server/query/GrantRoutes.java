package dev.snapledger.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Grants of disks and snapshots, by id; never their signatures, which nobody keeps. */
final class GrantRoutes {
  private static final Set<String> PARAMETERS = Set.of("active", "limit", "cursor", "asOf");

  private final QueryGate gate;
  private final InstantSource time;

  GrantRoutes(QueryGate gate, InstantSource time) {
    this.gate = gate;
    this.time = time;
  }

  void register(Routes.Builder routes) {
    String base = QueryRoutes.BASE;
    routes.add(
        "GET",
        base + "/families/{family}/grants",
        gate.untagged(
            PARAMETERS,
            call -> list(call, Resources.requireFamily(gate.views(), call).resourceId())));
    routes.add(
        "GET",
        base + "/snapshots/{snapshot}/grants",
        gate.untagged(
            PARAMETERS,
            call ->
                list(
                    call,
                    Resources.requireSnapshot(gate.views(), call, call.id("snapshot"))
                        .resourceId())));
  }

  private ApiResponse list(QueryCall call, UUID resourceId) {
    EventPlace asOf = call.asOf();
    Instant at = asOf == null ? time.instant() : asOf.time();
    String active = call.parameters().word("active", List.of("true", "false"));
    int limit = call.parameters().limit(QueryLimits.LIST_ITEMS, QueryLimits.LIST_ITEMS_MAX);
    Key after = call.after();
    List<GrantRow> found =
        gate.views().ask(new LedgerQuery.ListGrants(resourceId, null)).stream()
            .filter(row -> row.subscriptionId().equals(call.subscription()))
            .filter(row -> asOf == null || !row.grantedAt().isAfter(at))
            .filter(row -> active == null || Boolean.parseBoolean(active) == isActive(row, at))
            .filter(row -> after == null || key(row).compareTo(after) > 0)
            .limit(limit + 1L)
            .toList();
    List<GrantRow> page = found.size() > limit ? found.subList(0, limit) : found;
    String next = found.size() > limit ? call.cursorAfter(key(page.getLast()).toBytes()) : null;
    return JsonBody.list(call, page, (json, row) -> write(json, row, at), next);
  }

  /** As it stood then: a grant that was revoked later was active. */
  private static boolean isActive(GrantRow row, Instant at) {
    Instant revoked = row.revokedAt();
    return at.isBefore(row.expiresAt()) && (revoked == null || revoked.isAfter(at));
  }

  private static Key key(GrantRow row) {
    return new KeyWriter().id(row.grantId().value()).key();
  }

  private static void write(JsonGenerator json, GrantRow row, Instant at) throws IOException {
    SnapshotId snapshot = row.snapshotId();
    FamilyId family = row.familyId();
    DiskId disk = row.diskId();
    Instant revoked = row.revokedAt();
    json.writeStartObject();
    json.writeStringField("grantId", row.grantId().toString());
    JsonBody.id(json, "snapshotId", snapshot == null ? null : snapshot.value());
    JsonBody.id(json, "familyId", family == null ? null : family.value());
    JsonBody.id(json, "diskId", disk == null ? null : disk.value());
    json.writeStringField("access", RowJson.word(row.access()));
    json.writeStringField("grantedAt", row.grantedAt().toString());
    json.writeStringField("expiresAt", row.expiresAt().toString());
    JsonBody.time(json, "revokedAt", known(revoked, at));
    json.writeBooleanField("active", isActive(row, at));
    json.writeEndObject();
  }

  /** What came later was not known then. */
  private static @Nullable Instant known(@Nullable Instant revoked, Instant at) {
    return revoked == null || revoked.isAfter(at) ? null : revoked;
  }
}
