package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.http.Routes;
import java.util.UUID;

/**
 * The control plane for callers inside of the server, which act for somebody: the same routes, the
 * same checks. Safe for many threads.
 */
public final class ControlPlane {
  private final Gate gate;
  private final Ledger ledger;
  private final Groups groups;
  private final Guard guard;

  ControlPlane(Gate gate, Ledger ledger, Groups groups, Guard guard) {
    this.gate = gate;
    this.ledger = ledger;
    this.groups = groups;
    this.guard = guard;
  }

  /** What requests from outside pass. */
  public Gate gate() {
    return gate;
  }

  /** What carries out requests with conditions. */
  public Guard guard() {
    return guard;
  }

  /**
   * A resource group.
   *
   * @throws dev.snapledger.server.http.ApiException with status 404 if it does not exist
   */
  public GroupRow group(SubscriptionId subscription, String name) {
    return groups.require(subscription, name);
  }

  /** Disks, snapshots and their operations, as they are for a caller; no token is needed. */
  public Routes actingFor(Caller caller) {
    Routes.Builder routes = Routes.builder();
    ArmRoutes.resources(routes, new Gate(_ -> caller, gate.subscriptions()), ledger, groups, guard);
    return routes.build();
  }

  /** An id that nobody else has. */
  public UUID freshId() {
    return ledger.ports().commandIds().get();
  }
}
