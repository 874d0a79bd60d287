package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of a fake ledger as they stood, by the times that they say themselves. */
final class FakePast {
  private FakePast() {}

  /**
   * A disk or snapshot as it stood.
   *
   * @param at an instant; null for now
   * @return null if it was not there yet
   */
  static @Nullable ObjectNode asOf(@Nullable ObjectNode row, @Nullable String at) {
    if (row == null || at == null) {
      return row;
    }
    String begun = row.path(row.has("snapshotId") ? "startedAt" : "createdAt").asText();
    if (isAfter(begun, at)) {
      return null;
    }
    ObjectNode then = row.deepCopy();
    if (row.has("deletedAt") && isAfter(row.path("deletedAt").asText(), at)) {
      then.put("state", row.has("snapshotId") ? "completed" : "active").remove("deletedAt");
    }
    if (row.has("completedAt") && isAfter(row.path("completedAt").asText(), at)) {
      then.put("state", "creating").remove("completedAt");
      then.remove("content");
    }
    return then;
  }

  /**
   * Whether an event had happened.
   *
   * @param at an instant; null for now
   */
  static boolean hasHappened(ObjectNode event, @Nullable String at) {
    return at == null || !isAfter(event.path("time").asText(), at);
  }

  private static boolean isAfter(String one, String other) {
    return Instant.parse(one).isAfter(Instant.parse(other));
  }
}
