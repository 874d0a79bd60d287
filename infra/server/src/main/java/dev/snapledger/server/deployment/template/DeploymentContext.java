package dev.snapledger.server.deployment.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Where and when a template is deployed.
 *
 * @param subscription the subscription, as {@code subscription()} gives it
 * @param resourceGroup the group, as {@code resourceGroup()} gives it
 * @param deployment the deployment, as {@code deployment()} gives it
 * @param now the time of the request
 * @param ids ids that nobody else has
 */
public record DeploymentContext(
    ObjectNode subscription,
    ObjectNode resourceGroup,
    ObjectNode deployment,
    Instant now,
    Supplier<UUID> ids) {
  /** The start of ids of resources in the group. */
  String groupId() {
    return resourceGroup.path("id").asText();
  }
}
