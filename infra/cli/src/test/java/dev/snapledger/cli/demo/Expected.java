package dev.snapledger.cli.demo;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a ledger must hold after some steps: names, and for each the round of changes its bytes are
 * those of. A plain model that shares nothing with the ledger.
 */
final class Expected {
  /** {@link #diskRound} before there is a disk. */
  static final int NO_DISK = -1;

  private final Map<String, Integer> snapshots = new TreeMap<>();
  private final Map<String, Integer> restored = new TreeMap<>();
  private int diskRound = NO_DISK;

  /** The state after all of the steps. */
  static Expected after(List<Step> steps) {
    var expected = new Expected();
    steps.forEach(expected::add);
    return expected;
  }

  void add(Step step) {
    switch (step) {
      case Step.MakeDisk() -> diskRound = 0;
      case Step.Change(int round) -> diskRound = round;
      case Step.TakeIncremental(String name) -> snapshots.put(name, diskRound);
      case Step.TakeFull(String name, String source) -> snapshots.put(name, roundOf(source));
      case Step.CopyToRegion(String name, String source) -> snapshots.put(name, roundOf(source));
      case Step.Restore(String name, String source) -> restored.put(name, roundOf(source));
      case Step.DropSnapshot(String name) -> snapshots.remove(name);
      case Step.DropDisk(String name) -> restored.remove(name);
    }
  }

  private int roundOf(String snapshot) {
    return Objects.requireNonNull(snapshots.get(snapshot), snapshot);
  }

  /** Rounds of the snapshots that exist, by name. */
  Map<String, Integer> snapshots() {
    return snapshots;
  }

  /** Rounds of the disks that were made of snapshots and exist, by name. */
  Map<String, Integer> restored() {
    return restored;
  }

  /** Changes made to the disk; 0 is the image as imported. */
  int diskRound() {
    return diskRound;
  }
}
