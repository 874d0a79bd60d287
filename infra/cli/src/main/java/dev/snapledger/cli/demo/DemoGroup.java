package dev.snapledger.cli.demo;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.resource.PageRequest;

/** Resource groups of demos: one for each run in a data directory. */
final class DemoGroup {
  private DemoGroup() {}

  /** The first of demo-1, demo-2, … in which no run has made a disk. */
  static String firstFree(LedgerNode node) {
    for (int run = 1; ; run++) {
      String group = "demo-" + run;
      if (isFree(node, DemoRun.MAIN, group) && isFree(node, DemoRun.RULES, group)) {
        return group;
      }
    }
  }

  private static boolean isFree(LedgerNode node, SubscriptionId subscription, String group) {
    return node.queries()
        .ask(new LedgerQuery.ListDisks(subscription, group, new PageRequest(1, null), null))
        .orThrow()
        .items()
        .isEmpty();
  }
}
