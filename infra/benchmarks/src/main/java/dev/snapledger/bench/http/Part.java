package dev.snapledger.bench.http;

import java.util.Locale;

/** What can be measured on its own. */
enum Part {
  STARTS,
  SNAPSHOTS,
  DOWNLOADS,
  WRITES,
  DIFFS,
  QUERIES;

  /** Its name for options. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
