package dev.snapledger.cli.demo;

import dev.snapledger.commands.decision.BuiltInPolicies;
import dev.snapledger.commands.type.Policy;

/** Policies a demo runs under. */
final class DemoPolicy {
  /** The policy of a subscription that never adopted one. */
  static final Policy BASE = BuiltInPolicies.AZURE_2019_PREVIEW;

  private DemoPolicy() {}

  /** A policy like {@link #BASE} that lets so many snapshots be taken in a row. */
  static Policy forSnapshots(int snapshots) {
    return new Policy(
        "demo-" + snapshots + "-snapshots",
        1,
        Math.max(BASE.snapshotRateMax(), snapshots),
        BASE.snapshotRateWindowSeconds(),
        Math.max(BASE.snapshotCountMax(), snapshots),
        BASE.sasSnapshotsMax(),
        BASE.incrementalAfterResize(),
        BASE.diffResizeBoundaryBytes(),
        BASE.regions());
  }
}
