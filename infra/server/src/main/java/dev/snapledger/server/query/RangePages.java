package dev.snapledger.server.query;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.projections.blockmap.BlockMapGoneException;
import dev.snapledger.server.http.ApiResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of ranges. The key of a cursor is the byte at which the next page begins. A page ends after
 * so many ranges, or so many bytes of the disk, since one range may be the whole disk.
 */
final class RangePages {
  /** Bytes of a disk that one page goes over: what is read for it is bounded by that. */
  static final long PAGE_SPAN_BYTES_MAX = 256L << 30;

  private RangePages() {}

  /**
   * A page.
   *
   * @param asked part of the snapshot that was asked for
   * @param head fields before the items
   */
  static <T> ApiResponse page(
      QueryCall call, PageRange asked, JsonBody.Fields head, Ranges<T> ranges) {
    long start = start(call, asked);
    long end = Math.min(asked.endByte(), start + PAGE_SPAN_BYTES_MAX);
    int limit = call.parameters().limit(QueryLimits.RANGE_ITEMS, QueryLimits.RANGE_ITEMS_MAX);
    List<T> items = new ArrayList<>();
    Long next = end < asked.endByte() ? end : null;
    try {
      Cursor<T> found = ranges.source().within(new PageRange(start, end));
      while (found.hasNext()) {
        if (items.size() == limit) {
          next = ranges.extent().apply(found.next()).startByte();
          break;
        }
        items.add(found.next());
      }
    } catch (BlockMapGoneException e) {
      throw RangeRoutes.gone(e).thrown();
    }
    return answer(call, head, ranges, items, next);
  }

  private static <T> ApiResponse answer(
      QueryCall call, JsonBody.Fields head, Ranges<T> ranges, List<T> items, @Nullable Long next) {
    return JsonBody.object(
        json -> {
          head.write(json);
          JsonBody.items(json, items, ranges.item());
          if (next != null) {
            byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(next).array();
            json.writeStringField("nextCursor", call.cursorAfter(key));
          }
        });
  }

  private static long start(QueryCall call, PageRange asked) {
    if (call.cursor() == null) {
      return asked.startByte();
    }
    byte[] key = call.cursor().key().toBytes();
    long start = key.length == Long.BYTES ? ByteBuffer.wrap(key).getLong() : -1;
    if (start < asked.startByte() || start >= asked.endByte() || start % Geometry.PAGE_BYTES != 0) {
      throw PageCursor.invalid("another text");
    }
    return start;
  }
}
