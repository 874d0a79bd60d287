package dev.snapledger.runtime;

import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.runtime.partition.Processed;

/** Counts what became of the records of a committed batch. For one thread. */
final class BatchTally {
  private final RuntimeMetrics metrics;
  private int decided;
  private int repeated;

  BatchTally(RuntimeMetrics metrics) {
    this.metrics = metrics;
  }

  void add(Processed processed) {
    switch (processed) {
      case Processed.Decided d -> {
        decided++;
        if (d.reply().reply().outcome() instanceof Rejected rejected) {
          metrics.rejected(rejected.code());
        }
      }
      case Processed.Repeated _ -> repeated++;
      case Processed.Buried buried -> metrics.buried(buried.code());
    }
  }

  /** Tells the sums; to be called once. */
  void tell() {
    metrics.commands(decided, repeated);
  }
}
