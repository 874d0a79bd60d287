package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.object.ByteRanges.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads bytes of files where the log says they are. Any thread may call. */
record Fetcher(ObjectStore objects, int readAheadBytes) {
  /** Bytes from one object. */
  record Fetched(long startByte, ByteBuffer bytes) {}

  /** Where to end, if what follows in the same object is read with it. */
  static long readAhead(FileContent content, long startByte, long endByte, long readAheadBytes) {
    List<Extent> last = content.within(endByte - 1, endByte + readAheadBytes);
    if (last.isEmpty() || last.getFirst().startByte() >= endByte) {
      return endByte;
    }
    return Math.max(endByte, Math.min(last.getFirst().endByte(), startByte + readAheadBytes));
  }

  /** One request for each extent in each range; bytes without an extent are left out. */
  List<Fetched> fetch(@Nullable FileContent content, List<Range> ranges) throws IOException {
    List<Fetched> fetched = new ArrayList<>();
    if (content != null) {
      for (Range range : ranges) {
        for (Extent extent : content.within(range.startByte(), range.endByte())) {
          fetched.add(fetch(extent));
        }
      }
    }
    return fetched;
  }

  private Fetched fetch(Extent extent) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(extent.endByte() - extent.startByte()));
    objects.get(extent.object().key(), extent.objectStartByte(), bytes);
    return new Fetched(extent.startByte(), bytes.flip());
  }
}
