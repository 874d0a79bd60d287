package dev.snapledger.server.query;

import java.time.Duration;

/** Limits of the query API; listed in docs/reference/query-api.md. */
final class QueryLimits {
  /** Most items of a page of resources or grants. */
  static final int LIST_ITEMS_MAX = 1_000;

  static final int LIST_ITEMS = 100;

  /** Most ranges of a page. */
  static final int RANGE_ITEMS_MAX = 10_000;

  static final int RANGE_ITEMS = 1_000;

  /** Most events of a page; each is read from the log. */
  static final int EVENT_ITEMS_MAX = 200;

  static final int EVENT_ITEMS = 50;

  static final int HEAT_CELLS = 256;

  /** Longest cursor. */
  static final int CURSOR_CHARS_MAX = 4_096;

  /** Diffs and ranges that are sent as lines at a time. */
  static final int LINE_STREAMS_MAX = 16;

  /** Streams of changes at a time. */
  static final int CHANGE_STREAMS_MAX = 64;

  /** Longest life of a stream of changes. */
  static final Duration CHANGE_STREAM_AGE_MAX = Duration.ofMinutes(10);

  /** Longest silence on a stream of changes. */
  static final Duration CHANGE_SILENCE_MAX = Duration.ofSeconds(15);

  /** Most events that a stream of changes catches up with. */
  static final int CHANGES_REPLAYED_MAX = 10_000;

  /** Most days of usage that one answer goes over. */
  static final int USAGE_DAYS_MAX = 3_660;

  private QueryLimits() {}
}
