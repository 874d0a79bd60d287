package dev.snapledger.server.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.server.http.ApiContent;
import dev.snapledger.server.http.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** JSON that is written row by row, without a tree. */
final class JsonBody {
  private static final JsonFactory FACTORY = new JsonFactory();
  static final String TYPE = "application/json; charset=utf-8";
  private static final int FIRST_CAPACITY = 4_096;

  private JsonBody() {}

  /** Writes JSON; an {@link IOException} of the generator is passed on. */
  @FunctionalInterface
  interface Fields {
    /** Writes the fields of an object. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Writes one item of a list. */
  @FunctionalInterface
  interface Item<T> {
    /** Writes it as one value. */
    void write(JsonGenerator json, T item) throws IOException;
  }

  /** Status 200 with an object. */
  static ApiResponse object(Fields fields) {
    var bytes = new ByteArrayOutputStream(FIRST_CAPACITY);
    try (JsonGenerator json = generator(bytes)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write to memory, but " + e, e);
    }
    return ApiResponse.ok(new ApiContent.Whole(TYPE, bytes.toByteArray()));
  }

  /**
   * Status 200 with a list.
   *
   * @param nextCursor null on the last page
   */
  static <T> ApiResponse list(
      QueryCall call, Iterable<T> items, Item<T> item, @Nullable String nextCursor) {
    return object(
        json -> {
          items(json, items, item);
          if (nextCursor != null) {
            json.writeStringField("nextCursor", nextCursor);
          }
          asOf(json, call);
        });
  }

  static <T> void items(JsonGenerator json, Iterable<T> items, Item<T> item) throws IOException {
    json.writeArrayFieldStart("items");
    for (T each : items) {
      item.write(json, each);
    }
    json.writeEndArray();
  }

  /** When the answer holds, if it is about the past. */
  static void asOf(JsonGenerator json, QueryCall call) throws IOException {
    EventPlace asOf = call.asOf();
    if (asOf != null) {
      json.writeObjectFieldStart("asOf");
      json.writeNumberField("partition", call.partition());
      json.writeNumberField("logOffset", asOf.logOffset());
      json.writeStringField("time", asOf.time().toString());
      json.writeEndObject();
    }
  }

  static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
    if (time != null) {
      json.writeStringField(name, time.toString());
    }
  }

  static void id(JsonGenerator json, String name, @Nullable UUID id) throws IOException {
    if (id != null) {
      json.writeStringField(name, id.toString());
    }
  }
}
