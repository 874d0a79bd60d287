package dev.snapledger.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.headroom.Headroom;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** What the rules of a disk leave. */
final class LimitRoutes {
  private final QueryGate gate;
  private final InstantSource time;

  LimitRoutes(QueryGate gate, InstantSource time) {
    this.gate = gate;
    this.time = time;
  }

  void register(Routes.Builder routes) {
    routes.add(
        "GET",
        QueryRoutes.BASE + "/families/{family}/headroom",
        gate.untagged(Set.of("region"), this::headroom));
  }

  private ApiResponse headroom(QueryCall call) {
    DiskRow disk = Resources.requireFamily(gate.views(), call);
    Instant now = time.instant();
    Headroom headroom =
        gate.views()
            .ask(
                new LedgerQuery.FindHeadroom(
                    disk.diskId(),
                    call.subscription(),
                    call.parameters().text("region"),
                    now,
                    null));
    return JsonBody.object(
        json -> {
          json.writeStringField("familyId", headroom.familyId().toString());
          json.writeStringField("at", headroom.at().toString());
          json.writeStringField("policy", headroom.policy().name());
          json.writeObjectFieldStart("rate");
          use(json, headroom.rate());
          json.writeNumberField("windowSeconds", headroom.policy().snapshotRateWindowSeconds());
          json.writeEndObject();
          json.writeObjectFieldStart("count");
          json.writeStringField("region", headroom.region());
          use(json, headroom.count());
          json.writeEndObject();
          json.writeObjectFieldStart("sas");
          use(json, headroom.sas());
          json.writeEndObject();
        });
  }

  private static void use(JsonGenerator json, Headroom.Use use) throws IOException {
    json.writeNumberField("max", use.max());
    json.writeNumberField("used", use.used());
    json.writeNumberField("left", use.left());
    JsonBody.time(json, "retryAt", use.retryAt());
  }
}
