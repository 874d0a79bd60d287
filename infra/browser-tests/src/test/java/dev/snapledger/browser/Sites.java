package dev.snapledger.browser;

import java.nio.file.Path;

/** Which server the story is played before: the one class to change for another. */
final class Sites {
  private Sites() {}

  /** A site with one disk, {@code data}, of which three incremental snapshots differ. */
  static Site forStory(Path folder) {
    return LedgerSite.start(folder);
  }
}
