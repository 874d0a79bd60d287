package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes lists of ranges; both ends of a range are inside it. Memory does not grow with them. */
final class PageListXml {
  private static final int FLUSH_CHARS = 32 << 10;

  private final OutputStream out;
  private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 256);

  PageListXml(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a list.
   *
   * @param rangesMax most ranges to write; if more are left, the marker is where the next begins
   */
  void write(Cursor<DiffRange> ranges, int rangesMax) throws IOException {
    text.append(Xml.DECLARATION).append("<PageList>");
    int written = 0;
    while (written < rangesMax && ranges.hasNext()) {
      DiffRange range = ranges.next();
      switch (range.kind()) {
        case DATA -> element("PageRange", range);
        case CLEARED -> element("ClearRange", range);
      }
      written++;
      flushIfFull();
    }
    if (ranges.hasNext()) {
      text.append("<NextMarker>").append(ranges.next().range().startByte()).append("</NextMarker>");
    } else {
      text.append("<NextMarker />");
    }
    text.append("</PageList>");
    flush();
  }

  private void element(String name, DiffRange range) {
    text.append('<').append(name).append("><Start>").append(range.range().startByte());
    text.append("</Start><End>").append(range.range().endByte() - 1);
    text.append("</End></").append(name).append('>');
  }

  private void flushIfFull() throws IOException {
    if (text.length() >= FLUSH_CHARS) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    text.setLength(0);
  }
}
