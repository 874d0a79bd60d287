package dev.snapledger.faults.member;

import java.util.Locale;

/**
 * What a member says in one line: {@code KIND MILLIS PARTITION TEXT}.
 *
 * @param kind what happened
 * @param atMillis when, in milliseconds since 1970 by the machine's clock, which all processes
 *     share
 * @param partition where; -1 when it is about the whole member
 * @param text more about it; may be empty
 */
record MemberLine(Kind kind, long atMillis, int partition, String text) {
  private static final int PARTS = 4;

  /** What can happen. */
  enum Kind {
    /** It is in the group. */
    UP,
    /** It got a partition and reads it back. */
    ASSIGNED,
    /** A partition takes commands. */
    RUNNING,
    /** A partition is no longer its own. */
    RELEASED,
    /** A broken invariant stopped a partition; the text says which. */
    STOPPED,
    /** A batch of commands is decided and committed. */
    DECIDED,
    /** The digest of a partition; text: next event offset, entities, SHA-256. */
    DIGEST,
    /** All digests were told. */
    DIGESTS_DONE
  }

  /** Reads a line. */
  static MemberLine parse(String line) {
    String[] parts = line.split(" ", PARTS);
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("expected a member's line, but found '" + line + "'");
    }
    return new MemberLine(
        Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        Long.parseLong(parts[1]),
        Integer.parseInt(parts[2]),
        parts[3]);
  }

  @Override
  public String toString() {
    return "%s %d %d %s"
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            atMillis,
            partition,
            text.replaceAll("\\s+", " "));
  }
}
