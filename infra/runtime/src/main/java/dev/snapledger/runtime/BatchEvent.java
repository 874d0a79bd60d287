package dev.snapledger.runtime;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * One committed transaction in a flight recording; its duration is that of sending and committing.
 * Costs next to nothing while nobody records. Docs: docs/operating/observability.md.
 */
@Name("dev.snapledger.Batch")
@Label("Batch")
@Category("Snapshot Ledger")
@Description("A transaction with decided commands was committed")
@StackTrace(false)
final class BatchEvent extends Event {
  @Label("Records")
  int records;

  @Label("Partitions")
  int partitions;

  @Label("Commit Time")
  @Timespan(Timespan.NANOSECONDS)
  long commitNanos;
}
