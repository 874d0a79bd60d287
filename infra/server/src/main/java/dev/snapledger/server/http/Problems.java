package dev.snapledger.server.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Refusals as {@code application/problem+json}, for callers that are no clients of Azure. */
public final class Problems {
  /** First segment of the paths below which everything is refused this way. */
  public static final String ROOT = "api";

  /** Their media type. */
  public static final String TYPE = "application/problem+json";

  private Problems() {}

  /** The answer to a request that is refused. */
  static ApiResponse response(ApiError error, Map<String, String> headers, String requestId) {
    ObjectNode problem = json(error).put("requestId", requestId);
    byte[] bytes = Json.write(problem).getBytes(StandardCharsets.UTF_8);
    return new ApiResponse(error.status(), headers, null, new ApiContent.Whole(TYPE, bytes));
  }

  /** A problem as RFC 9457 has it; {@code code} is stable, {@code detail} is for people. */
  public static ObjectNode json(ApiError error) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    problem
        .put("type", "urn:ledger:problem:" + error.code())
        .put("title", title(error.code()))
        .put("status", error.status())
        .put("detail", error.message())
        .put("code", error.code());
    if (error.target() != null) {
      problem.put("target", error.target());
    }
    return problem;
  }

  /** {@code InvalidCursor} as "Invalid cursor". */
  private static String title(String code) {
    String words = code.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
