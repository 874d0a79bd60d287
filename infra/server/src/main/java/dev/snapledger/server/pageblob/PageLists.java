package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.vhd.VhdFooter;
import dev.snapledger.server.sas.SasPermission;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Get Page Ranges, of all that holds data or of what changed since an earlier snapshot. Safe for
 * use by many threads.
 *
 * <p>The footer is listed as well: whoever applies a list to a copy of the VHD gets all its bytes.
 */
final class PageLists {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private final BlobAccess access;
  private final PreviousSnapshots previous;
  private final Slots downloads;

  PageLists(BlobAccess access, PreviousSnapshots previous, Slots downloads) {
    this.access = access;
    this.previous = previous;
    this.downloads = downloads;
  }

  void list(PageBlobRequest request, ServerResponse response, BodyStart start) throws IOException {
    Blob blob = access.open(request.rawPath(), request.query(), SasPermission.READ);
    Conditions.parse("", request::joined).checkRead(blob.etag(), blob.lastModified());
    int rangesMax = rangesMax(request);
    PageRange within = within(request, blob, response);
    DiffSource source = previous.find(request);
    try (Slots.Slot _ = downloads.take()) {
      Cursor<DiffRange> ranges =
          within == null
              ? new ListedRanges(Collections.emptyIterator(), List.of(), blob.pages())
              : ranges(blob, source, within);
      Answers.state(response, blob.etag(), blob.lastModified());
      response.header(HeaderNames.CONTENT_TYPE, Answers.XML);
      response.header("x-ms-blob-content-length", Long.toString(blob.lengthBytes()));
      var out = start.begin();
      new PageListXml(out).write(ranges, rangesMax);
      out.close();
    }
  }

  private static Cursor<DiffRange> ranges(
      Blob blob, @Nullable DiffSource source, PageRange within) {
    DiffRange footer = page(blob.diskBytes(), DiffRange.Kind.DATA);
    if (source != null) {
      // Where a smaller disk had its footer, a copy of it is not zero.
      List<DiffRange> pages =
          source.diskBytes() < blob.diskBytes()
              ? List.of(page(source.diskBytes(), DiffRange.Kind.CLEARED), footer)
              : List.of(footer);
      return new ListedRanges(source.changes(), pages, within);
    }
    long end = Math.min(within.endByte(), blob.diskBytes());
    Iterator<DiffRange> data =
        within.startByte() < end
            ? new DataRanges(blob.content().allocated(new PageRange(within.startByte(), end)))
            : Collections.emptyIterator();
    return new ListedRanges(data, List.of(footer), within);
  }

  private static DiffRange page(long startByte, DiffRange.Kind kind) {
    return new DiffRange(PageRange.ofLength(startByte, VhdFooter.BYTES), kind);
  }

  /** The range that is asked for, rounded out to pages; null if the marker is behind it. */
  private static @Nullable PageRange within(
      PageBlobRequest request, Blob blob, ServerResponse response) {
    ByteRange range = request.range();
    PageRange asked = range == null ? blob.pages() : pages(range, blob, response);
    String marker = request.parameter("marker");
    if (marker == null || marker.isEmpty()) {
      return asked;
    }
    long from = number("marker", marker, ErrorCode.INVALID_QUERY_PARAMETER_VALUE);
    long start = Math.max(asked.startByte(), from / Geometry.PAGE_BYTES * Geometry.PAGE_BYTES);
    return start < asked.endByte() ? new PageRange(start, asked.endByte()) : null;
  }

  private static PageRange pages(ByteRange range, Blob blob, ServerResponse response) {
    if (range.firstByte() >= blob.lengthBytes()) {
      response.header(HeaderNames.CONTENT_RANGE, "bytes */" + blob.lengthBytes());
    }
    Span span = range.within(blob.lengthBytes());
    long pages = (span.endByte() + Geometry.PAGE_BYTES - 1) / Geometry.PAGE_BYTES;
    return new PageRange(
        span.startByte() / Geometry.PAGE_BYTES * Geometry.PAGE_BYTES, pages * Geometry.PAGE_BYTES);
  }

  /** Most ranges in the answer; without the parameter all of them are. */
  private static int rangesMax(PageBlobRequest request) {
    String text = request.parameter("maxresults");
    if (text == null) {
      return Integer.MAX_VALUE;
    }
    long max = number("maxresults", text, ErrorCode.OUT_OF_RANGE_QUERY_PARAMETER);
    if (max == 0) {
      throw ErrorCode.OUT_OF_RANGE_QUERY_PARAMETER.refusal(
          "expected maxresults from 1 on, but found 0");
    }
    return (int) Math.min(max, PageBlobSettings.LISTED_RANGES_MAX);
  }

  private static long number(String name, String text, ErrorCode code) {
    if (!NUMBER.matcher(text).matches()) {
      throw code.refusal("expected a number of 1 to 18 digits as %s, but found others", name);
    }
    return Long.parseLong(text);
  }

  /** Ranges with data as what they hold. */
  private record DataRanges(Cursor<PageRange> ranges) implements Cursor<DiffRange> {
    @Override
    public boolean hasNext() {
      return ranges.hasNext();
    }

    @Override
    public DiffRange next() {
      return new DiffRange(ranges.next(), DiffRange.Kind.DATA);
    }
  }
}
