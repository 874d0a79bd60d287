package dev.snapledger.server.http;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.MDC;

/**
 * What the log lines of a request say beside their text, as fields of the calling thread: {@code
 * request}, {@code subscription}, {@code resource} and {@code command}. Never a query or a header,
 * which hold signatures and tokens.
 */
public final class RequestLog implements AutoCloseable {
  private static final RequestLog OPEN = new RequestLog();

  private RequestLog() {}

  /** A request begins; its fields go with {@link #close}. */
  public static RequestLog begin(String requestId) {
    MDC.put("request", requestId);
    return OPEN;
  }

  /**
   * The path of the request is known.
   *
   * @param path decoded segments
   */
  public static void about(List<String> path) {
    boolean subscribed =
        path.size() > 1 && path.getFirst().toLowerCase(Locale.ROOT).equals("subscriptions");
    if (subscribed) {
      MDC.put("subscription", path.get(1));
    }
    List<String> resource = subscribed ? path.subList(2, path.size()) : path;
    if (!resource.isEmpty()) {
      MDC.put("resource", String.join("/", resource));
    }
  }

  /** The request leads to a command; of several, the last one shows. */
  public static void sends(UUID commandId) {
    MDC.put("command", commandId.toString());
  }

  @Override
  public void close() {
    MDC.clear();
  }
}
