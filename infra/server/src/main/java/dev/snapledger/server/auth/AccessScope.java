package dev.snapledger.server.auth;

import dev.snapledger.commands.id.SubscriptionId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a role holds, or an action happens.
 *
 * @param subscriptionId the subscription; null for all of them
 * @param resourceGroup the group, in lower case; null for the whole subscription
 */
public record AccessScope(@Nullable SubscriptionId subscriptionId, @Nullable String resourceGroup) {
  /** Every subscription. */
  public static final AccessScope EVERYTHING = new AccessScope(null, null);

  public AccessScope {
    resourceGroup = resourceGroup == null ? null : resourceGroup.toLowerCase(Locale.ROOT);
    if (subscriptionId == null && resourceGroup != null) {
      throw new IllegalArgumentException("expected a group in a subscription, but found none");
    }
  }

  /** A whole subscription. */
  public static AccessScope of(SubscriptionId subscription) {
    return new AccessScope(subscription, null);
  }

  /** Whether all of {@code other} lies inside. */
  boolean contains(AccessScope other) {
    return (subscriptionId == null || subscriptionId.equals(other.subscriptionId()))
        && (resourceGroup == null || resourceGroup.equals(other.resourceGroup()));
  }

  /** Whether something of {@code other} lies inside. */
  boolean touches(AccessScope other) {
    return contains(other) || other.contains(this);
  }

  /** {@code /}, {@code /subscriptions/ID} or {@code /subscriptions/ID/resourceGroups/NAME}. */
  public String text() {
    if (subscriptionId == null) {
      return "/";
    }
    String text = "/subscriptions/" + subscriptionId;
    return resourceGroup == null ? text : text + "/resourceGroups/" + resourceGroup;
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static AccessScope parse(String text) {
    if (text.equals("/")) {
      return EVERYTHING;
    }
    List<String> parts = List.of(text.split("/", -1));
    boolean group = parts.size() == 5 && parts.get(3).equalsIgnoreCase("resourceGroups");
    if (!parts.getFirst().isEmpty()
        || !(parts.size() == 3 || group)
        || !parts.get(1).equalsIgnoreCase("subscriptions")
        || parts.getLast().isEmpty()) {
      throw new IllegalArgumentException(
          "expected /, /subscriptions/ID or /subscriptions/ID/resourceGroups/NAME, but found '%s'"
              .formatted(text));
    }
    return new AccessScope(SubscriptionId.parse(parts.get(2)), group ? parts.get(4) : null);
  }
}
