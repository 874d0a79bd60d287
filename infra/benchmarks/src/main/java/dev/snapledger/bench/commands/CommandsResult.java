package dev.snapledger.bench.commands;

import dev.snapledger.bench.figure.Series;

/**
 * What a run gave.
 *
 * @param rounds throughput and latency
 * @param restart restarts with checkpoints
 * @param heap families in memory
 */
record CommandsResult(Measured rounds, Restarts restart, Heap heap) {
  /**
   * Restarts of the command runtime, each in a new process.
   *
   * @param events events in the log at that time
   * @param families families that they are about
   * @param jvmMillis from the start of the process to the start of the runtime
   * @param cpuMillis CPU time of the process from the start of the runtime to the last decision
   * @param firstMillis from the start of the runtime to the first decision
   * @param allMillis from the start of the runtime until every partition had decided
   */
  record Restarts(
      long events,
      long families,
      Series jvmMillis,
      Series cpuMillis,
      Series firstMillis,
      Series allMillis) {}

  /**
   * Heap of a node's state.
   *
   * @param families number of families
   * @param snapshots completed snapshots of each
   * @param dailyMebibytes when they were taken a day apart: the replies of the last day are
   *     remembered
   * @param burstMebibytes when all were taken within the hour: all replies are remembered
   */
  record Heap(long families, int snapshots, double dailyMebibytes, double burstMebibytes) {}
}
