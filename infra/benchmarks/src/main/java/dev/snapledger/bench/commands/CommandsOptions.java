package dev.snapledger.bench.commands;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How large a run is.
 *
 * @param records commands of a round
 * @param warmup rounds that are not counted
 * @param rounds rounds that are counted
 * @param families families that the log must hold before the restart, and of the heap figure
 * @param rate commands a second while latency is measured
 * @param latencySeconds length of a round of latency
 * @param recordings folder for flight recordings of the contenders; null for none
 */
record CommandsOptions(
    long records,
    int warmup,
    int rounds,
    long families,
    long rate,
    long latencySeconds,
    @Nullable Path recordings) {
  /** The form of about a minute. */
  CommandsOptions quick() {
    return new CommandsOptions(50_000, 1, 3, 5_000, rate, 3, recordings);
  }
}
