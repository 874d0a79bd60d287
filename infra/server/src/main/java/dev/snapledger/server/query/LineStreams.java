package dev.snapledger.server.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.projections.blockmap.BlockMapGoneException;
import dev.snapledger.server.http.ApiContent;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Problems;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Answers of JSON lines, which are made while they are sent, in memory that does not grow with
 * them: a head, a line for each range, and an end that tells that nothing is missing. Few at a
 * time. Safe for many threads.
 */
final class LineStreams {
  /** Their media type. */
  static final String TYPE = "application/x-ndjson";

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder().rootValueSeparator("\n").build();

  private final Semaphore places = new Semaphore(QueryLimits.LINE_STREAMS_MAX);

  /**
   * What is sent.
   *
   * @param head fields of the first line
   * @param found the ranges, to be read once
   * @param ranges how they are shown
   */
  record Lines<T>(JsonBody.Fields head, Cursor<T> found, Ranges<T> ranges) {}

  /** Whether a caller asks for lines. */
  static boolean isWanted(ApiRequest request) {
    String accept = request.header("accept");
    return accept != null && accept.contains(TYPE);
  }

  /**
   * Status 200 with lines.
   *
   * @throws ApiException with status 503 if too many are sent already
   */
  <T> ApiResponse answer(Lines<T> lines) {
    if (places.availablePermits() == 0) {
      throw new ApiException(tooMany(), Map.of("Retry-After", "1"));
    }
    return ApiResponse.ok(new ApiContent.Streamed(TYPE, out -> write(lines, out)));
  }

  private <T> void write(Lines<T> lines, OutputStream out) throws IOException {
    boolean placed = places.tryAcquire();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      if (placed) {
        writeAll(lines, json);
      } else {
        writeError(json, tooMany());
      }
      json.writeRaw('\n');
    } finally {
      if (placed) {
        places.release();
      }
    }
  }

  private static <T> void writeAll(Lines<T> lines, JsonGenerator json) throws IOException {
    json.writeStartObject();
    lines.head().write(json);
    json.writeEndObject();
    long ranges = 0;
    long bytes = 0;
    try {
      while (lines.found().hasNext()) {
        T range = lines.found().next();
        lines.ranges().item().write(json, range);
        ranges++;
        PageRange extent = lines.ranges().extent().apply(range);
        bytes += extent.endByte() - extent.startByte();
      }
    } catch (BlockMapGoneException e) {
      writeError(json, RangeRoutes.gone(e));
      return;
    }
    json.writeStartObject();
    json.writeBooleanField("end", true);
    json.writeNumberField("ranges", ranges);
    json.writeNumberField("bytes", bytes);
    json.writeEndObject();
  }

  private static void writeError(JsonGenerator json, ApiError error) throws IOException {
    json.writeStartObject();
    json.writeFieldName("error");
    json.writeRawValue(Problems.json(error).toString());
    json.writeEndObject();
  }

  private static ApiError tooMany() {
    return new ApiError(
        503,
        "TooBusy",
        "expected fewer than %d answers of lines at a time, but found as many"
            .formatted(QueryLimits.LINE_STREAMS_MAX),
        null,
        List.of());
  }
}
