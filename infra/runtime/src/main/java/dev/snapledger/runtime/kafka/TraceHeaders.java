package dev.snapledger.runtime.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.snapledger.commands.trace.TraceParent;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The header that hands a trace on with a record; decisions and audits do not look at it. */
public final class TraceHeaders {
  private TraceHeaders() {}

  /** What led to a record; null if nothing says so rightly, or it is not recorded. */
  public static @Nullable TraceParent of(Headers headers) {
    Header header = headers.lastHeader(TraceParent.HEADER);
    TraceParent found = header == null ? null : TraceParent.parse(header.value());
    return found != null && found.isSampled() ? found : null;
  }

  /** Says what led to a record. */
  public static void add(Headers headers, @Nullable TraceParent span) {
    if (span != null) {
      headers.add(TraceParent.HEADER, span.toString().getBytes(US_ASCII));
    }
  }

  /** Number of headers without those of traces. */
  public static int countOthers(Headers headers) {
    int count = 0;
    for (Header header : headers) {
      count += header.key().equals(TraceParent.HEADER) ? 0 : 1;
    }
    return count;
  }
}
