package dev.snapledger.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;

/** What a demo found, for {@code --json} and the last line. Filled as it goes; for one thread. */
@JsonInclude(JsonInclude.Include.NON_NULL)
final class DemoReport {
  /** A snapshot of the main disk. */
  record SnapshotLine(
      String name,
      String id,
      int sequence,
      String state,
      String startedAt,
      String sku,
      long sizeBytes,
      long changedBytes,
      long storedBytes,
      String rootDigest) {}

  /** A diff that was checked. */
  record DiffLine(String from, String to, int ranges, long bytes, int differingParts) {}

  /** A refusal, as the ledger worded it. */
  record RefusalLine(String rule, String code, String message) {}

  /** An exported disk. */
  record ExportLine(String snapshot, String file, long bytes) {}

  public String image = "";
  public long imageBytes;
  public String policy = "";
  public final List<SnapshotLine> snapshots = new ArrayList<>();
  public final List<DiffLine> diffs = new ArrayList<>();
  public final List<ExportLine> exports = new ArrayList<>();
  public final List<RefusalLine> refusals = new ArrayList<>();
  public long comparedBytes;
  public long movedBytes;
  public long auditedEvents;
  public long auditedBlocks;
  public boolean verified;
}
