package dev.snapledger.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.copy.CopyKind;
import dev.snapledger.projections.copy.CopyRow;
import dev.snapledger.projections.copy.LeaseRow;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.projections.usage.UsageDay;
import dev.snapledger.projections.usage.UsageRow;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** Copies under way, and how much there is. */
final class SumRoutes {
  private static final int USAGE_DAYS = 31;

  private final QueryGate gate;
  private final InstantSource time;

  SumRoutes(QueryGate gate, InstantSource time) {
    this.gate = gate;
    this.time = time;
  }

  void register(Routes.Builder routes) {
    String base = QueryRoutes.BASE;
    routes.add("GET", base + "/copies", gate.tagged(Set.of(), this::copies));
    routes.add("GET", base + "/usage", gate.tagged(Set.of(), this::usage));
    routes.add("GET", base + "/usage/days", gate.untagged(Set.of("from", "to"), this::days));
  }

  private ApiResponse copies(QueryCall call) {
    List<CopyRow> copies =
        gate.views().ask(new LedgerQuery.ListCopies(call.subscription(), null)).stream()
            .filter(row -> isSeen(call, row))
            .toList();
    return JsonBody.list(call, copies, SumRoutes::copy, null);
  }

  /** By the group of what is made. */
  private boolean isSeen(QueryCall call, CopyRow copy) {
    if (call.groups() == null) {
      return true;
    }
    ResourceRow target =
        copy.kind() == CopyKind.BACKGROUND
            ? gate.views().find(new LedgerQuery.FindDiskById(new DiskId(copy.targetId()), null))
            : gate.views()
                .find(new LedgerQuery.FindSnapshotById(new SnapshotId(copy.targetId()), null));
    return target != null && call.sees(target.name());
  }

  private ApiResponse usage(QueryCall call) {
    List<UsageRow> rows =
        gate.views().ask(new LedgerQuery.FindUsage(call.subscription(), null)).stream()
            .filter(row -> isSeen(call, row))
            .toList();
    return JsonBody.list(
        call,
        rows,
        (json, row) -> {
          json.writeStartObject();
          sums(json, row);
          json.writeEndObject();
        },
        null);
  }

  private static boolean isSeen(QueryCall call, UsageRow row) {
    return call.groups() == null || call.groups().contains(row.resourceGroup());
  }

  private ApiResponse days(QueryCall call) {
    LocalDate today = LocalDate.ofInstant(time.instant(), ZoneOffset.UTC);
    LocalDate given = call.parameters().day("to");
    LocalDate to = given == null ? today : given;
    LocalDate first = call.parameters().day("from");
    LocalDate from = first == null ? to.minusDays(USAGE_DAYS - 1) : first;
    long days = ChronoUnit.DAYS.between(from, to) + 1;
    if (days < 1 || days > QueryLimits.USAGE_DAYS_MAX) {
      throw Parameters.invalid(
          "from",
          "1 to %d days up to %s".formatted(QueryLimits.USAGE_DAYS_MAX, to),
          Long.toString(days));
    }
    List<UsageDay> rows =
        gate
            .views()
            .ask(new LedgerQuery.ListUsageDays(call.subscription(), from, to, null))
            .stream()
            .filter(row -> isSeen(call, row.usage()))
            .toList();
    return JsonBody.list(
        call,
        rows,
        (json, row) -> {
          json.writeStartObject();
          json.writeStringField("day", row.day().toString());
          sums(json, row.usage());
          json.writeEndObject();
        },
        null);
  }

  private static void sums(JsonGenerator json, UsageRow row) throws IOException {
    json.writeStringField("resourceGroup", row.resourceGroup());
    json.writeStringField("region", row.region());
    json.writeNumberField("disks", row.disks());
    json.writeNumberField("snapshots", row.snapshots());
    json.writeNumberField("diskBytes", row.diskBytes());
    json.writeNumberField("snapshotBytes", row.snapshotBytes());
    json.writeNumberField("storedBytes", row.storedBytes());
  }

  private static void copy(JsonGenerator json, CopyRow row) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", RowJson.word(row.kind()));
    json.writeStringField("targetId", row.targetId().toString());
    json.writeStringField("sourceId", row.sourceId().toString());
    json.writeStringField("region", row.region());
    json.writeNumberField("totalBytes", row.totalBytes());
    json.writeNumberField("copiedBytes", row.copiedBytes());
    json.writeStringField("startedAt", row.startedAt().toString());
    LeaseRow lease = row.lease();
    if (lease != null) {
      json.writeObjectFieldStart("lease");
      json.writeStringField("holder", lease.holder());
      json.writeNumberField("epoch", lease.epoch());
      json.writeStringField("expiresAt", lease.expiresAt().toString());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
