package dev.snapledger.browser;

import java.nio.file.Path;

/** Which server the story is played before: the one class to change for another. */
final class Sites {
  private Sites() {}

  /** A site with one disk, {@code data}, of which three incremental snapshots differ. */
  static Site forStory(Path folder) {
    FakeLedger ledger = FakeLedger.start(folder);
    ledger.with(
        data -> {
          data.addDisk(1, "data", "active");
          data.addChain(1, 3);
        });
    return ledger;
  }
}
