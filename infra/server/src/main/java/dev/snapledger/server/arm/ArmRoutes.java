package dev.snapledger.server.arm;

import dev.snapledger.server.auth.SignIn;
import dev.snapledger.server.http.Routes;
import java.nio.file.Path;

/**
 * The routes of the control plane.
 *
 * <p>One request, such as {@code PUT …/snapshots/s}:
 *
 * <pre>
 * Routes         finds the handler by method and path
 * Gate           who, api-version, subscription             401, 400, 404
 * SnapshotRoutes role, group, body, source → command        403, 404, 400
 * Ledger         sends it and waits for the one reply       a rejection: see Rejections
 *                asks the views, which wait for the reply's event
 * ResourceJson   what is answered: 200, or 202 with the links of an Operation
 * </pre>
 */
public final class ArmRoutes {
  static final String SUBSCRIPTION = "/subscriptions/{subscription}";
  static final String GROUP = SUBSCRIPTION + "/resourceGroups/{group}";

  private ArmRoutes() {}

  /**
   * Adds them.
   *
   * @param folder where resource groups are kept
   */
  public static void register(
      Routes.Builder routes, SignIn signIn, LedgerPorts ports, Path folder) {
    var gate = new Gate(signIn, ports.subscriptions());
    var ledger = new Ledger(ports);
    var groups = new Groups(new GroupsFile(folder.resolve("groups.json")), ledger);
    var regions = new Regions(ledger);
    var json = new ResourceJson(ledger);
    new SubscriptionRoutes(regions).register(routes, gate);
    new GroupRoutes(ledger, groups, regions).register(routes, gate);
    new DiskRoutes(ledger, groups, json).register(routes, gate);
    new SnapshotRoutes(ledger, groups, json).register(routes, gate);
    new Lists(ledger, groups, json).register(routes, gate);
    new AccessRoutes(ledger).register(routes, gate);
    new MoveRoutes(ledger, groups).register(routes, gate);
    new OperationRoutes(ledger, json).register(routes, gate);
  }
}
