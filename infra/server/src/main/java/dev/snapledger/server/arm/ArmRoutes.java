package dev.snapledger.server.arm;

import dev.snapledger.server.auth.SignIn;
import dev.snapledger.server.file.SharedText;
import dev.snapledger.server.http.Routes;
import java.util.List;

/**
 * The routes of the control plane.
 *
 * <p>One request, such as {@code PUT …/snapshots/s}:
 *
 * <pre>
 * Routes         finds the handler by method and path
 * Gate           who, api-version, subscription             401, 400, 404
 * ResourceRoutes role, group, body, conditions              403, 404, 400, 412
 * Snapshots      source → command                          404, 400
 * Ledger         sends it and waits for the one reply       a rejection: see Rejections
 *                asks the views, which wait for the reply's event
 * ResourceJson   what is answered: 200, or 202 with the links of an Operation
 * </pre>
 */
public final class ArmRoutes {
  static final String SUBSCRIPTION = "/subscriptions/{subscription}";

  /** Pattern of the path of a resource group. */
  public static final String GROUP = SUBSCRIPTION + "/resourceGroups/{group}";

  private ArmRoutes() {}

  /**
   * Adds them.
   *
   * @param kept where resource groups are kept
   * @param others what else is kept by group
   * @return the same for callers inside of the server
   */
  public static ControlPlane register(
      Routes.Builder routes,
      SignIn signIn,
      LedgerPorts ports,
      SharedText kept,
      GroupContents others) {
    var gate = new Gate(signIn::callerOf, ports.subscriptions());
    var ledger = new Ledger(ports);
    var groups = new Groups(new GroupsFile(kept), ledger);
    var regions = new Regions(ledger);
    new SubscriptionRoutes(regions, signIn).register(routes, gate);
    var guard = new Guard();
    new GroupRoutes(ledger, groups, regions, others, guard).register(routes, gate);
    resources(routes, gate, ledger, groups, guard);
    new AccessRoutes(ledger, new ResourceJson(ledger), guard).register(routes, gate);
    new MoveRoutes(ledger, groups, guard).register(routes, gate);
    return new ControlPlane(gate, ledger, groups, guard);
  }

  /** Disks, snapshots, and how far they are. */
  static void resources(
      Routes.Builder routes, Gate gate, Ledger ledger, Groups groups, Guard guard) {
    var json = new ResourceJson(ledger);
    for (ResourceKind<?> kind : List.of(new Disks(), new Snapshots(ledger))) {
      new ResourceRoutes<>(kind, ledger, groups, json, guard).register(routes, gate);
    }
    var lists = new Lists(ledger, groups, json);
    lists.register(routes, gate);
    new ResourceLists(lists, groups).register(routes, gate);
    new OperationRoutes(ledger, json).register(routes, gate);
  }
}
