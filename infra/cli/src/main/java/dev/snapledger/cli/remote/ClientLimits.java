package dev.snapledger.cli.remote;

import java.time.Duration;

/** What the client takes and how long it waits; listed in docs/reference/cli.md. */
public final class ClientLimits {
  /** Longest range of one request for bytes, as the server has it for writing. */
  public static final int PIECE_BYTES = 4 << 20;

  /** How often something is tried that a cut connection or a busy server ended. */
  public static final int ATTEMPTS_MAX = 10;

  /** Most requests for bytes at a time. */
  public static final int PARALLEL_MAX = 32;

  /** How long a grant holds that a command takes for itself; it is renewed when it is over. */
  public static final int GRANT_SECONDS = 3_600;

  /** Longest wait for a connection. */
  static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  /** Connections tried for a request with a small answer, when none is made in time. */
  static final int CONNECTS_MAX = 3;

  /** Longest wait for an answer. */
  static final Duration ANSWER_MAX = Duration.ofSeconds(100);

  /** Longest time without a byte of a body. */
  static final Duration STALL_MAX = Duration.ofSeconds(30);

  /** Longest wait for an answer while the command ends. */
  static final Duration LAST_ANSWER_MAX = Duration.ofSeconds(15);

  /** Time between the first two looks at an operation; it doubles up to what the server says. */
  static final Duration LOOK_FIRST = Duration.ofMillis(20);

  static final Duration PAUSE_FIRST = Duration.ofMillis(100);
  static final Duration PAUSE_MAX = Duration.ofSeconds(10);

  /** Longest answer that is not a range of bytes. */
  static final int ANSWER_BYTES_MAX = 16 << 20;

  /** What is read of a refusal of a range of bytes. */
  static final int REASON_BYTES_MAX = 64 << 10;

  /** Ranges of one page of a list. */
  static final int LISTED_RANGES = 10_000;

  /** Resources of one list. */
  static final int LISTED_RESOURCES_MAX = 1_000_000;

  private ClientLimits() {}
}
