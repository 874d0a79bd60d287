package dev.snapledger.faults.run;

import java.time.Duration;

/**
 * What a run is told.
 *
 * @param commands commands to send, at least {@value #COMMANDS_MIN}
 * @param seed chooses commands and faults; how processes interleave it cannot choose
 * @param rounds each kind of fault occurs so often, at least once
 * @param sessionTimeout how long a member may be silent
 */
public record FaultsOptions(int commands, long seed, int rounds, Duration sessionTimeout) {
  /** Fewer would not outlast the faults. */
  public static final int COMMANDS_MIN = 1_000;

  /** More would not fit in the memory of the checks. */
  public static final int COMMANDS_MAX = 1_000_000;

  /** More would take hours. */
  public static final int ROUNDS_MAX = 100;

  /** Commands of the long form. */
  public static final int COMMANDS = 60_000;

  /** Rounds of the long form. */
  public static final int ROUNDS = 3;

  /** That of the product. */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  /** The least that brokers allow by default. */
  private static final Duration QUICK_SESSION_TIMEOUT = Duration.ofSeconds(6);

  private static final int QUICK_COMMANDS = 6_000;

  /** Checks the ranges. */
  public FaultsOptions {
    if (commands < COMMANDS_MIN || commands > COMMANDS_MAX || rounds < 1 || rounds > ROUNDS_MAX) {
      throw new IllegalArgumentException(
          "expected %d to %d commands and 1 to %d rounds, but found %d and %d"
              .formatted(COMMANDS_MIN, COMMANDS_MAX, ROUNDS_MAX, commands, rounds));
    }
  }

  /** The long form. */
  public static FaultsOptions of(int commands, long seed, int rounds) {
    return new FaultsOptions(commands, seed, rounds, SESSION_TIMEOUT);
  }

  /** The short form: one fault of each kind. */
  public static FaultsOptions quick(long seed) {
    return new FaultsOptions(QUICK_COMMANDS, seed, 1, QUICK_SESSION_TIMEOUT);
  }
}
