package dev.snapledger.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.output.ShownException;

/**
 * The control plane refused something. The message begins with the ledger's own code if there is
 * one, else with the one that Azure would give.
 */
public final class ArmException extends ShownException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  private ArmException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /**
   * Of an {@code error} object.
   *
   * @param status HTTP status; 0 for an operation that failed after it had been accepted
   */
  static ArmException of(int status, JsonNode error) {
    String outer = error.path("code").asText("");
    String inner = error.at("/details/0/code").asText("");
    String code = inner.isEmpty() ? outer : inner;
    String message = error.path("message").asText("");
    String shown =
        "%s: %s"
            .formatted(
                code.isEmpty() ? "status " + status : code,
                message.isEmpty() ? "the server did not say why" : message);
    return new ArmException(
        status, code, inner.isEmpty() || inner.equals(outer) ? shown : shown + " (" + outer + ")");
  }

  public int status() {
    return status;
  }

  /** The ledger's code, or the outer one where the ledger was not asked. */
  public String code() {
    return code;
  }
}
