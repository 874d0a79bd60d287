package dev.snapledger.server.query;

import dev.snapledger.commands.event.Event;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.history.EventSubjects;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events, newest first: where they are is in the views, what they say is read from the log. The key
 * of a cursor is time and offset of the last event of the page before.
 */
final class EventRoutes {
  private static final Set<String> PARAMETERS = Set.of("limit", "cursor", "asOf");
  private static final int KEY_BYTES = 2 * Long.BYTES;

  private final QueryGate gate;
  private final EventLog log;

  EventRoutes(QueryGate gate, EventLog log) {
    this.gate = gate;
    this.log = log;
  }

  void register(Routes.Builder routes) {
    String base = QueryRoutes.BASE;
    routes.add("GET", base + "/events", gate.tagged(PARAMETERS, this::ofSubscription));
    routes.add("GET", base + "/families/{family}/events", gate.tagged(PARAMETERS, this::ofFamily));
    routes.add(
        "GET", base + "/snapshots/{snapshot}/events", gate.tagged(PARAMETERS, this::ofSnapshot));
  }

  /** All events, also those of no resource: for readers of the whole subscription. */
  private ApiResponse ofSubscription(QueryCall call) {
    call.caller().require(Action.READ, AccessScope.of(call.subscription()));
    EventPlace before = before(call);
    int limit = limit(call);
    EventPlace asOf = call.asOf();
    if (before == null && asOf != null) {
      // The event itself belongs to the answer: all before the one that would come after it.
      before = new EventPlace(asOf.logOffset() + 1, asOf.time(), "", asOf.subjects());
    }
    List<Long> offsets =
        gate
            .views()
            .ask(new LedgerQuery.ListTimeline(call.subscription(), before, limit + 1, null))
            .stream()
            .map(EventPlace::logOffset)
            .toList();
    return page(call, offsets, limit);
  }

  /**
   * Who sees a disk sees the events of its snapshots only as far as it sees them; so this is for
   * those who see everything, and others ask for each snapshot.
   */
  private ApiResponse ofFamily(QueryCall call) {
    call.caller().require(Action.READ, AccessScope.of(call.subscription()));
    Resources.requireFamily(gate.views(), call);
    return ofResource(call, call.id("family"));
  }

  private ApiResponse ofSnapshot(QueryCall call) {
    Resources.requireSnapshot(gate.views(), call, call.id("snapshot"));
    return ofResource(call, call.id("snapshot"));
  }

  private ApiResponse ofResource(QueryCall call, UUID resource) {
    EventPlace before = before(call);
    EventPlace asOf = call.asOf();
    long offsetMax =
        before != null ? before.logOffset() - 1 : asOf != null ? asOf.logOffset() : Long.MAX_VALUE;
    int limit = limit(call);
    List<Long> offsets =
        offsetMax < 0
            ? List.of()
            : gate.views()
                .ask(
                    new LedgerQuery.ListResourceEvents(
                        resource, call.subscription(), offsetMax, limit + 1, null));
    return page(call, offsets, limit);
  }

  private ApiResponse page(QueryCall call, List<Long> offsets, int limit) {
    boolean more = offsets.size() > limit;
    List<EventRecord> records = read(call, more ? offsets.subList(0, limit) : offsets);
    String next = more ? call.cursorAfter(key(records.getLast())) : null;
    return JsonBody.list(
        call, records, (json, record) -> EventJson.write(json, call.partition(), record), next);
  }

  private List<EventRecord> read(QueryCall call, List<Long> offsets) {
    if (offsets.isEmpty()) {
      return List.of();
    }
    try {
      return log.read(call.partition(), offsets);
    } catch (EventLogUnavailableException e) {
      throw new ApiException(
          new ApiError(503, "LogUnavailable", String.valueOf(e.getMessage())),
          Map.of("Retry-After", "1"));
    }
  }

  private static int limit(QueryCall call) {
    return call.parameters().limit(QueryLimits.EVENT_ITEMS, QueryLimits.EVENT_ITEMS_MAX);
  }

  private static byte[] key(EventRecord record) {
    Event event = record.event();
    return ByteBuffer.allocate(KEY_BYTES)
        .putLong(event.header().time().toEpochMilli())
        .putLong(record.logOffset())
        .array();
  }

  private static @Nullable EventPlace before(QueryCall call) {
    if (call.cursor() == null) {
      return null;
    }
    ByteBuffer key = ByteBuffer.wrap(call.cursor().key().toBytes());
    if (key.remaining() != KEY_BYTES) {
      throw PageCursor.invalid("another text");
    }
    Instant time = Instant.ofEpochMilli(key.getLong());
    long logOffset = key.getLong();
    if (time.isBefore(Instant.EPOCH) || logOffset < 0) {
      throw PageCursor.invalid("another text");
    }
    return new EventPlace(logOffset, time, "", new EventSubjects(null, null, null));
  }
}
