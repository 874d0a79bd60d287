package dev.snapledger.workers;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * A disk that was frozen as a snapshot, in a flight recording; its duration is that of the store.
 * Costs next to nothing while nobody records. Docs: docs/operating/observability.md.
 */
@Name("dev.snapledger.Seal")
@Label("Seal")
@Category("Snapshot Ledger")
@Description("The bytes of a disk were frozen as an incremental snapshot")
@StackTrace(false)
final class SealEvent extends Event {
  @Label("Region")
  String region = "";

  @Label("Snapshot")
  String snapshot = "";

  @Label("Changed Blocks")
  long changedBlocks;

  @Label("Changed Bytes")
  @DataAmount
  long changedBytes;

  @Label("Stored Bytes")
  @DataAmount
  long storedBytes;
}
