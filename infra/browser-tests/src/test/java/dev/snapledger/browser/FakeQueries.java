package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.ApiContent;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiHandler;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Json;
import dev.snapledger.server.http.PathVariables;
import dev.snapledger.server.http.Routes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The query API of a fake ledger; the paths and shapes are the real ones. */
final class FakeQueries {
  private static final String BASE = "/api/v1/subscriptions/{subscription}";
  private static final int EVENTS = 50;
  private static final long BLOCK = 65_536;

  private final FakeLedger ledger;

  FakeQueries(FakeLedger ledger) {
    this.ledger = ledger;
  }

  private interface Question {
    ObjectNode answer(FakeData data, ApiRequest request, PathVariables path);
  }

  void register(Routes.Builder routes) {
    routes.add("GET", "/api/v1/subscriptions", answered((_, _, _) -> subscriptions()));
    routes.add("GET", BASE + "/families", answered(FakeQueries::families));
    routes.add(
        "GET",
        BASE + "/families/{family}",
        answered(
            (data, request, path) ->
                found(FakePast.asOf(data.families().get(path.of("family")), at(request)))));
    routes.add(
        "GET",
        BASE + "/families/{family}/grants",
        answered((data, _, path) -> items(data.grantsOf(path.of("family")))));
    routes.add("GET", BASE + "/families/{family}/snapshots", answered(FakeQueries::chain));
    routes.add(
        "GET",
        BASE + "/families/{family}/headroom",
        answered((data, _, path) -> data.headroom(path.of("family"))));
    routes.add(
        "GET",
        BASE + "/snapshots",
        answered(
            (data, request, _) ->
                newest(data, request, row -> kind(row).equals(request.query().get("kind")))));
    routes.add(
        "GET",
        BASE + "/snapshots/{snapshot}",
        answered(
            (data, request, path) ->
                found(FakePast.asOf(data.snapshots().get(path.of("snapshot")), at(request)))));
    routes.add("GET", BASE + "/snapshots/{snapshot}/heatmap", answered(FakeQueries::heatMap));
    routes.add(
        "GET",
        BASE + "/snapshots/{snapshot}/grants",
        answered((data, _, path) -> items(data.grantsOf(path.of("snapshot")))));
    routes.add("GET", BASE + "/usage/days", answered((_, request, _) -> FakeUsage.days(request)));
    routes.add("GET", BASE + "/diffs", answered((_, request, _) -> diff(request)));
    routes.add("GET", BASE + "/events", answered((data, request, _) -> events(data, request, "")));
    routes.add(
        "GET",
        BASE + "/families/{family}/events",
        answered((data, request, path) -> events(data, request, path.of("family"))));
    routes.add(
        "GET",
        BASE + "/snapshots/{snapshot}/events",
        answered((data, request, path) -> events(data, request, path.of("snapshot"))));
    routes.add("GET", BASE + "/changes", this::changes);
  }

  private ApiHandler answered(Question question) {
    return (request, path) -> {
      requireSignedIn(request);
      ObjectNode[] answer = new ObjectNode[1];
      ledger.with(data -> answer[0] = question.answer(data, request, path).deepCopy());
      return ApiResponse.ok(answer[0]);
    };
  }

  private void requireSignedIn(ApiRequest request) {
    if (!ledger.isSignedIn(request)) {
      throw new ApiError(401, "InvalidAuthenticationToken", "expected a good token").thrown();
    }
  }

  private ApiResponse changes(ApiRequest request, PathVariables path) {
    requireSignedIn(request);
    long[] offset = new long[1];
    ledger.with(data -> offset[0] = data.events().size() - 1L);
    return ApiResponse.ok(
        new ApiContent.Streamed(
            "text/event-stream",
            out -> ledger.streams().run(request.header("last-event-id"), offset[0], out)));
  }

  private static ObjectNode subscriptions() {
    return items(
        List.of(
            Json.object()
                .put("subscriptionId", FakeData.SUBSCRIPTION)
                .put("partition", 3)
                .put("appliedOffset", 8)));
  }

  private static ObjectNode families(FakeData data, ApiRequest request, PathVariables path) {
    String name = request.query().getOrDefault("name", "*").replaceFirst("\\*$", "");
    String state = request.query().getOrDefault("state", "");
    return items(
        data.families().values().stream()
            .filter(row -> lower(row.path("name").asText()).startsWith(lower(name)))
            .filter(row -> isIn(row.path("state").asText(), state))
            .toList());
  }

  private static boolean isIn(String found, String asked) {
    return switch (asked) {
      case "any" -> true;
      case "" -> !found.equals("deleted");
      default -> found.equals(asked);
    };
  }

  private static ObjectNode chain(FakeData data, ApiRequest request, PathVariables path) {
    return newest(data, request, row -> row.path("familyId").asText().equals(path.of("family")));
  }

  private static @Nullable String at(ApiRequest request) {
    return request.query().get("asof");
  }

  private static ObjectNode newest(FakeData data, ApiRequest request, Predicate<ObjectNode> which) {
    return items(
        data.snapshots().values().stream()
            .filter(which)
            .map(row -> FakePast.asOf(row, at(request)))
            .filter(Objects::nonNull)
            .sorted(
                Comparator.comparing((ObjectNode row) -> row.path("startedAt").asText()).reversed())
            .toList());
  }

  private static ObjectNode heatMap(FakeData data, ApiRequest request, PathVariables path) {
    ObjectNode row = found(data.snapshots().get(path.of("snapshot")));
    return data.heatMap(row, request.query().getOrDefault("of", "data"));
  }

  /** Data at the begin of each eighth, something cleared behind it; in two pages. */
  private static ObjectNode diff(ApiRequest request) {
    long size = 4 * FakeData.GIB;
    boolean second = request.query().containsKey("cursor");
    ObjectNode page = Json.object().put("from", request.query().get("from"));
    page.put("to", request.query().get("to")).put("sizeBytes", size);
    ArrayNode items = page.putArray("items");
    BiConsumer<Long, String> add =
        (start, kind) ->
            items
                .addObject()
                .put("startByte", start)
                .put("endByte", start + BLOCK)
                .put("kind", kind);
    for (int i = second ? 4 : 0; i < (second ? 8 : 4); i++) {
      add.accept(i * size / 8, "data");
      add.accept(i * size / 8 + BLOCK, "cleared");
    }
    if (!second) {
      page.put("nextCursor", "second");
    }
    return page;
  }

  private static ObjectNode events(FakeData data, ApiRequest request, String subject) {
    List<ObjectNode> found =
        data.events().reversed().stream()
            .filter(event -> event.path("payload").toString().contains(subject))
            .filter(event -> FakePast.hasHappened(event, at(request)))
            .toList();
    int from = Integer.parseInt(request.query().getOrDefault("cursor", "0"));
    int end = Math.min(found.size(), from + EVENTS);
    ObjectNode page = items(found.subList(from, end));
    if (end < found.size()) {
      page.put("nextCursor", Integer.toString(end));
    }
    return page;
  }

  private static ObjectNode items(List<ObjectNode> rows) {
    ObjectNode list = Json.object();
    list.putArray("items").addAll(rows);
    return list;
  }

  private static ObjectNode found(@Nullable ObjectNode row) {
    if (row == null) {
      throw new ApiError(404, "NotFound", "expected a resource, but found none").thrown();
    }
    return row;
  }

  private static String kind(ObjectNode row) {
    return row.path("kind").asText();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
