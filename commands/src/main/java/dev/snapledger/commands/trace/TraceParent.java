package dev.snapledger.commands.trace;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which span of which trace leads to something, as it travels in HTTP and record headers. Source:
 * W3C Trace Context, section 3.2 (traceparent).
 *
 * <pre>
 *   00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
 *   version, trace id, id of the span, flags: 1 for sampled
 * </pre>
 *
 * @param traceId 32 hexadecimal digits in lower case, not all zero
 * @param spanId 16 such digits, not all zero
 * @param flags 0 to 255
 */
public record TraceParent(String traceId, String spanId, int flags) {
  /** Name of the header. */
  public static final String HEADER = "traceparent";

  /** Longest header that is looked at; later versions may have more fields than the first. */
  public static final int HEADER_CHARS_MAX = 256;

  private static final int SAMPLED = 1;
  private static final int V0_CHARS = 55;
  private static final String V0 = "00";

  /** Flags that say that the trace is recorded. */
  public static TraceParent sampled(String traceId, String spanId) {
    return new TraceParent(traceId, spanId, SAMPLED);
  }

  /** Reads a header; null if there is none, or it is malformed, which the standard has ignored. */
  public static @Nullable TraceParent parse(@Nullable String header) {
    if (header == null || header.length() < V0_CHARS || header.length() > HEADER_CHARS_MAX) {
      return null;
    }
    String version = header.substring(0, 2);
    String traceId = header.substring(3, 35);
    String spanId = header.substring(36, 52);
    String flags = header.substring(53, 55);
    boolean dashed =
        header.charAt(2) == '-' && header.charAt(35) == '-' && header.charAt(52) == '-';
    boolean ended =
        header.length() == V0_CHARS || (!version.equals(V0) && header.charAt(V0_CHARS) == '-');
    return dashed
            && ended
            && isHex(version)
            && !version.equals("ff")
            && isId(traceId)
            && isId(spanId)
            && isHex(flags)
        ? new TraceParent(traceId, spanId, Integer.parseInt(flags, 16))
        : null;
  }

  /** Reads the value of a record header, likewise. */
  public static @Nullable TraceParent parse(byte @Nullable [] header) {
    return header == null || header.length > HEADER_CHARS_MAX
        ? null
        : parse(new String(header, StandardCharsets.ISO_8859_1));
  }

  /** Whether the trace is recorded. */
  public boolean isSampled() {
    return (flags & SAMPLED) != 0;
  }

  /** The header, in the first version. */
  @Override
  public String toString() {
    return "00-%s-%s-%02x".formatted(traceId, spanId, flags);
  }

  private static boolean isId(String text) {
    return isHex(text) && text.chars().anyMatch(c -> c != '0');
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}
