package dev.snapledger.server.deployment;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.http.ApiError;
import java.util.Locale;

/**
 * Which deployment: names in lower case, because they are compared so.
 *
 * @param subscription its subscription
 * @param group its resource group
 * @param name its name
 */
record DeploymentKey(SubscriptionId subscription, String group, String name) {
  DeploymentKey {
    group = group.toLowerCase(Locale.ROOT);
    name = name.toLowerCase(Locale.ROOT);
    if (!name.matches("[a-z0-9_().-]{1," + DeploymentLimits.NAME_CHARS_MAX + "}")
        || name.endsWith(".")) {
      throw new ApiError(
              400,
              "InvalidDeploymentName",
              "expected a name of 1 to %d letters, digits, '_', '-', '.', '(' or ')', not '.' at the end, but found another"
                  .formatted(DeploymentLimits.NAME_CHARS_MAX))
          .thrown();
    }
  }

  boolean isIn(SubscriptionId otherSubscription, String otherGroup) {
    return subscription.equals(otherSubscription) && group.equalsIgnoreCase(otherGroup);
  }
}
