package dev.snapledger.server.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.id.SubscriptionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as it is kept and shown; its JSON must not be changed. Values of secure parameters
 * are not in it.
 *
 * @param place where it is, in the letters that were used
 * @param request what was asked for
 * @param state how far it is
 * @param changed when the state became what it is
 * @param operations its resources, in the order of the template
 * @param outputs its outputs; null before its end
 * @param error why it came to nothing; null if it did not
 */
record DeploymentRow(
    Place place,
    Request request,
    DeploymentState state,
    Instant changed,
    List<OperationRow> operations,
    @Nullable JsonNode outputs,
    @Nullable JsonNode error) {
  /**
   * Where a deployment is.
   *
   * @param subscription its subscription
   * @param group its resource group
   * @param name its name
   */
  record Place(SubscriptionId subscription, String group, String name) {
    DeploymentKey key() {
      return new DeploymentKey(subscription, group, name);
    }

    String groupId() {
      return "/subscriptions/%s/resourceGroups/%s".formatted(subscription, group);
    }

    String id() {
      return "%s/providers/Microsoft.Resources/deployments/%s".formatted(groupId(), name);
    }
  }

  /**
   * What was asked for.
   *
   * @param correlationId id of the request
   * @param started when it was taken
   * @param templateHash a number that differs for different templates
   * @param parameters {@code {"name": {"type", "value"?}}}
   * @param tags tags of the deployment
   */
  record Request(
      String correlationId,
      Instant started,
      String templateHash,
      ObjectNode parameters,
      ObjectNode tags) {}

  DeploymentRow {
    operations = List.copyOf(operations);
  }

  boolean isActive() {
    return state == DeploymentState.RUNNING;
  }

  DeploymentRow with(int index, OperationRow operation) {
    List<OperationRow> all = new ArrayList<>(operations);
    all.set(index, operation);
    return new DeploymentRow(place, request, state, changed, all, outputs, error);
  }

  DeploymentRow ended(
      DeploymentState end, Instant now, @Nullable JsonNode results, @Nullable JsonNode why) {
    return new DeploymentRow(place, request, end, now, operations, results, why);
  }

  /** The same after a stop: what was being tried is tried again. */
  DeploymentRow again(Instant now) {
    return new DeploymentRow(
        place,
        request,
        state,
        changed,
        operations.stream().map(each -> each.again(now)).toList(),
        outputs,
        error);
  }

  /** The same where nobody goes on with what is not at its end. */
  DeploymentRow stopped(DeploymentState end, Instant now, ObjectNode why) {
    List<OperationRow> all = new ArrayList<>();
    for (OperationRow operation : operations) {
      all.add(
          operation.state().isFinal()
              ? operation
              : operation.ended(OperationState.SKIPPED, now, 0, why));
    }
    return new DeploymentRow(place, request, end, now, all, outputs, why);
  }
}
