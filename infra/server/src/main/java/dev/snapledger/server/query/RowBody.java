package dev.snapledger.server.query;

import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.server.http.ApiResponse;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers of disks and snapshots, which are the large ones; others are {@link JsonBody}'s. */
final class RowBody {
  private RowBody() {}

  /**
   * Status 200 with a list.
   *
   * @param item writes a row as an object
   * @param nextCursor null on the last page
   */
  static <R> ApiResponse list(
      QueryCall call, List<R> rows, BiConsumer<JsonBytes, R> item, @Nullable String nextCursor) {
    return one(
        call,
        json -> {
          json.beginItems(Field.ITEMS);
          for (R row : rows) {
            item.accept(json, row);
          }
          json.endItems().text(Field.NEXT_CURSOR, nextCursor);
        });
  }

  /** Status 200 with an object of some fields. */
  static ApiResponse one(QueryCall call, Consumer<JsonBytes> fields) {
    var json = new JsonBytes();
    json.begin();
    fields.accept(json);
    EventPlace asOf = call.asOf();
    if (asOf != null) {
      json.begin(Field.AS_OF)
          .number(Field.PARTITION, call.partition())
          .number(Field.LOG_OFFSET, asOf.logOffset())
          .time(Field.TIME, asOf.time())
          .end();
    }
    json.end();
    return ApiResponse.ok(json.content(JsonBody.TYPE));
  }
}
