package dev.snapledger.browser;

import java.nio.file.Path;

/** Which server the stories are played before: the one class to change for another. */
final class Sites {
  private Sites() {}

  /** A site as it is after its first start. */
  static Site fresh(Path folder) {
    return LedgerSite.fresh(folder);
  }

  /** A site with one disk, {@code data}, of which three incremental snapshots differ. */
  static Site forStory(Path folder) {
    return LedgerSite.start(folder);
  }
}
