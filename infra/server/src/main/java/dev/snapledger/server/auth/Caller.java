package dev.snapledger.server.auth;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.http.ApiError;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, and what that one may do. Nothing is permitted that no role permits.
 *
 * @param id id of the client
 * @param remoteAddress where the request came from
 * @param assignments its roles at the time of the request
 */
public record Caller(String id, String remoteAddress, List<RoleAssignment> assignments) {
  public Caller {
    assignments = List.copyOf(assignments);
  }

  /** Whether an action is permitted on all of a scope. */
  public boolean may(Action action, AccessScope scope) {
    return assignments.stream()
        .anyMatch(a -> a.role().permits(action) && a.scope().contains(scope));
  }

  /** Whether something in a scope may be seen, so that the scope itself may be listed. */
  public boolean maySeeSomethingOf(AccessScope scope) {
    return assignments.stream()
        .anyMatch(a -> a.role().permits(Action.READ) && a.scope().touches(scope));
  }

  /**
   * Resource groups of a subscription in which everything may be seen, in lower case and in order;
   * null for all of them, an empty list for none.
   */
  public @Nullable List<String> groupsToSee(SubscriptionId subscription) {
    AccessScope whole = AccessScope.of(subscription);
    if (may(Action.READ, whole)) {
      return null;
    }
    return assignments.stream()
        .filter(a -> a.role().permits(Action.READ) && a.scope().touches(whole))
        .map(a -> a.scope().resourceGroup())
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Goes on only if an action is permitted.
   *
   * @throws dev.snapledger.server.http.ApiException with status 403 otherwise
   */
  public void require(Action action, AccessScope scope) {
    if (!may(action, scope)) {
      throw new ApiError(
              403,
              "AuthorizationFailed",
              "expected client '%s' to have a role that permits %s over scope '%s', but found none"
                  .formatted(id, action, scope.text()))
          .thrown();
    }
  }

  /** For the log of decisions: who, and from where. */
  public String principal() {
    return id + "@" + remoteAddress;
  }
}
