package dev.snapledger.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, in the form that Azure clients read.
 *
 * @param status HTTP status
 * @param code code that Azure's own service would give
 * @param message what was expected and what was found; never a secret
 * @param target what it is about, such as a field; null if nothing in particular
 * @param details further reasons, among them the ledger's own code
 */
public record ApiError(
    int status, String code, String message, @Nullable String target, List<Detail> details) {
  /**
   * A further reason.
   *
   * @param code stable code
   * @param message for people
   */
  public record Detail(String code, String message) {}

  public ApiError {
    details = List.copyOf(details);
  }

  public ApiError(int status, String code, String message) {
    this(status, code, message, null, List.of());
  }

  /** As an exception, for code whose caller cannot go on. */
  public ApiException thrown() {
    return new ApiException(this);
  }

  /** {@code {"code", "message", "target"?, "details"?}}. */
  public ObjectNode json() {
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("code", code).put("message", message);
    if (target != null) {
      error.put("target", target);
    }
    if (!details.isEmpty()) {
      ArrayNode list = error.putArray("details");
      details.forEach(d -> list.addObject().put("code", d.code()).put("message", d.message()));
    }
    return error;
  }

  /** The whole answer: {@code {"error": …}}. */
  public ApiResponse response() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("error", json());
    return new ApiResponse(status, Map.of("x-ms-error-code", code), body);
  }
}
