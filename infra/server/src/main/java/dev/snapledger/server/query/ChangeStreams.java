package dev.snapledger.server.query;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.history.Changes;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.history.EventSubjects;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.http.ApiContent;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events as they are applied, as server-sent events. Each stream waits on the thread of its request
 * for the views to move, and reads nothing until they do. Safe for many threads.
 */
final class ChangeStreams {
  private static final String TYPE = "text/event-stream";

  private final QueryGate gate;
  private final InstantSource time;
  private final OpenStreams open;

  ChangeStreams(QueryGate gate, InstantSource time, OpenStreams open) {
    this.gate = gate;
    this.time = time;
    this.open = open;
  }

  void register(Routes.Builder routes) {
    routes.add("GET", QueryRoutes.BASE + "/changes", gate.untagged(Set.of(), this::changes));
  }

  private ApiResponse changes(QueryCall call) {
    long applied = call.last().appliedOffset() - 1;
    String lastId = call.request().header("last-event-id");
    long after = lastId == null ? applied : Math.min(applied, offset(lastId));
    if (!open.hasPlace()) {
      throw new ApiException(
          new ApiError(
              503,
              "TooBusy",
              "expected fewer than %d streams of changes at a time, but found as many"
                  .formatted(QueryLimits.CHANGE_STREAMS_MAX)),
          Map.of("Retry-After", "5"));
    }
    return ApiResponse.ok(
            new ApiContent.Streamed(
                TYPE, out -> open.send(() -> new Stream(call, out).run(after, applied))))
        .with("X-Accel-Buffering", "no");
  }

  private static long offset(String lastId) {
    if (!lastId.matches("[0-9]{1,18}")) {
      throw new ApiError(
              400,
              "InvalidHeader",
              "expected the id of an event as Last-Event-ID, but found another text",
              "Last-Event-ID",
              List.of())
          .thrown();
    }
    return Long.parseLong(lastId);
  }

  /** One stream; for the thread of its request. */
  private final class Stream {
    private final QueryCall call;
    private final OutputStream out;
    private Instant lastSent = Instant.EPOCH;

    Stream(QueryCall call, OutputStream out) {
      this.call = call;
      this.out = out;
    }

    /**
     * Sends until its time is over, the client is gone or the server closes.
     *
     * @param first offset behind which it begins
     * @param applied offset of the last event that was applied when it was asked for
     */
    void run(long first, long applied) throws IOException {
      Instant end = time.instant().plus(QueryLimits.CHANGE_STREAM_AGE_MAX);
      send("hello", first < 0 ? null : Long.toString(first), json -> place(json, applied));
      follow(first, end);
    }

    private void follow(long first, Instant end) throws IOException {
      long after = first;
      while (!open.isClosed() && time.instant().isBefore(end)) {
        Changes changes =
            gate.views()
                .ask(
                    new LedgerQuery.AwaitChanges(
                        call.subscription(),
                        call.partition(),
                        after,
                        QueryLimits.CHANGES_REPLAYED_MAX + 1,
                        QueryLimits.CHANGE_SILENCE_MAX));
        long applied = Math.max(after, changes.appliedOffset() - 1);
        tell(changes, applied);
        boolean still = applied == after;
        if (still || !time.instant().isBefore(lastSent.plus(QueryLimits.CHANGE_SILENCE_MAX))) {
          write(": nothing new\n\n");
        }
        EventPlace last = changes.events().isEmpty() ? null : changes.events().getLast();
        after = last == null ? applied : Math.max(applied, last.logOffset());
      }
    }

    private void tell(Changes changes, long applied) throws IOException {
      if (changes.events().size() > QueryLimits.CHANGES_REPLAYED_MAX) {
        send("gap", Long.toString(applied), json -> place(json, applied));
        return;
      }
      for (EventPlace event : changes.events()) {
        change(event);
      }
    }

    private void place(JsonGenerator json, long applied) throws IOException {
      json.writeNumberField("partition", call.partition());
      json.writeNumberField("logOffset", applied);
    }

    private void change(EventPlace event) throws IOException {
      if (!isSeen(event.subjects())) {
        return;
      }
      send(
          event.type(),
          Long.toString(event.logOffset()),
          json -> {
            json.writeNumberField("logOffset", event.logOffset());
            json.writeStringField("time", event.time().toString());
            json.writeStringField("type", event.type());
            FamilyId family = event.subjects().family();
            SnapshotId snapshot = event.subjects().snapshotId();
            JsonBody.id(json, "familyId", family == null ? null : family.value());
            JsonBody.id(json, "snapshotId", snapshot == null ? null : snapshot.value());
          });
    }

    /** By the group in which the resource is now. */
    private boolean isSeen(EventSubjects subjects) {
      if (call.groups() == null) {
        return true;
      }
      SnapshotId snapshot = subjects.snapshotId();
      DiskId disk = subjects.diskId();
      ResourceRow row =
          snapshot != null
              ? gate.views().find(new LedgerQuery.FindSnapshotById(snapshot, null))
              : disk == null ? null : gate.views().find(new LedgerQuery.FindDiskById(disk, null));
      return row != null
          && row.subscriptionId().equals(call.subscription())
          && call.sees(row.name());
    }

    private void send(String event, @Nullable String id, JsonBody.Fields fields)
        throws IOException {
      var data = new ByteArrayOutputStream();
      try (JsonGenerator json = JsonBody.generator(data)) {
        json.writeStartObject();
        fields.write(json);
        json.writeEndObject();
      }
      write(
          (id == null ? "" : "id: " + id + "\n")
              + "event: "
              + event
              + "\ndata: "
              + data.toString(StandardCharsets.UTF_8)
              + "\n\n");
    }

    private void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      lastSent = time.instant();
    }
  }
}
