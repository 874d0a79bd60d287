package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A resource of a deployment.
 *
 * @param target which resource
 * @param dependsOn places of those that had to be made before
 * @param state how far it is
 * @param started when it was tried; null if it was not
 * @param changed when the state became what it is
 * @param status status code of its last answer; 0 for none
 * @param error why it came to nothing; null if it did not
 */
record OperationRow(
    Target target,
    List<Integer> dependsOn,
    OperationState state,
    @Nullable Instant started,
    Instant changed,
    int status,
    @Nullable JsonNode error) {
  /**
   * A resource.
   *
   * @param type its type, such as {@code Microsoft.Compute/disks}
   * @param name its name
   * @param id its id
   */
  record Target(String type, String name, String id) {}

  OperationRow {
    dependsOn = List.copyOf(dependsOn);
  }

  OperationRow running(Instant now) {
    return new OperationRow(target, dependsOn, OperationState.RUNNING, now, now, 0, null);
  }

  /** The same where nobody knows how its trial ended: it is to be tried again. */
  OperationRow again(Instant now) {
    return state == OperationState.RUNNING
        ? new OperationRow(target, dependsOn, OperationState.WAITING, null, now, 0, null)
        : this;
  }

  OperationRow ended(OperationState end, Instant now, int code, @Nullable JsonNode why) {
    return new OperationRow(target, dependsOn, end, started, now, code, why);
  }
}
