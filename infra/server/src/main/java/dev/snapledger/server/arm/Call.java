package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.http.ApiRequest;
import dev.snapledger.server.http.PathVariables;

/**
 * A request to the control plane whose sender is known.
 *
 * @param request the request
 * @param path variables of its route
 * @param caller who sent it
 * @param subscription subscription of its path, which exists
 */
public record Call(
    ApiRequest request, PathVariables path, Caller caller, SubscriptionId subscription) {
  /** The resource group of the path, as it was written. */
  public String group() {
    return path.of("group");
  }

  /** The whole subscription. */
  AccessScope subscriptionScope() {
    return AccessScope.of(subscription);
  }

  /** The resource group of the path. */
  public AccessScope groupScope() {
    return new AccessScope(subscription, group());
  }

  /** Group and name of the path, as they were written. */
  ResourceName name() {
    return new ResourceName(group(), path.of("name"));
  }

  /** The resource of the path. */
  ResourceId id(ResourceType type) {
    return new ResourceId(subscription, type, name());
  }
}
