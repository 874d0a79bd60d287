package dev.snapledger.server.pageblob;

import java.time.DateTimeException;
import java.time.Instant;

/** Times of snapshots in parameters, as in {@code 2026-01-31T12:00:00.1230000Z}. */
final class PreciseTime {
  private PreciseTime() {}

  /** Whether a text tells that time; false for any other text. */
  static boolean is(String text, Instant time) {
    try {
      return Instant.parse(text).equals(time);
    } catch (DateTimeException _) {
      return false;
    }
  }
}
