package dev.snapledger.faults.check;

import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.audit.CheckpointAudit;
import dev.snapledger.runtime.audit.ReexecutionAudit;
import dev.snapledger.runtime.audit.ReexecutionReport;
import dev.snapledger.runtime.audit.StateAudit;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.partition.StateDigest;
import java.nio.file.Path;
import java.util.List;

/** Runs the product's own audits and says where they disagree with the log. */
public final class AuditCheck {
  private final KafkaConnection connection;
  private final Findings findings;

  /** Audits of the ledger behind {@code connection}. */
  public AuditCheck(KafkaConnection connection, Findings findings) {
    this.connection = connection;
    this.findings = findings;
  }

  /** Decides all commands again; gives a report for each partition. */
  public List<ReexecutionReport> reexecute() {
    List<ReexecutionReport> reports =
        new ReexecutionAudit(connection, RuntimeSettings.DEFAULT_GROUP_ID).run();
    reports.stream()
        .filter(report -> !report.same())
        .forEach(
            report ->
                findings.wrong(
                    "partition %d, decided again: %s"
                        .formatted(report.partition(), report.first())));
    return reports;
  }

  /** Compares what a running member holds with the same rebuilt from the events. */
  public void live(String member, StateDigest digest) {
    compare("state of " + member, new StateAudit(connection).compare(digest));
  }

  /**
   * Compares all checkpoints in a folder, each at its own offset, with the same rebuilt from the
   * events; no member may be writing there.
   *
   * @return digests of the checkpoints that were found, by partition
   */
  public List<StateDigest> checkpoints(String member, Path folder) {
    CheckpointAudit.Report report = new CheckpointAudit(connection, folder).run();
    report.damaged().forEach(damage -> findings.wrong(member + ": " + damage));
    report.comparisons().forEach(one -> compare("checkpoint of " + member, one));
    return report.comparisons().stream().map(StateAudit.Comparison::found).toList();
  }

  private void compare(String what, StateAudit.Comparison comparison) {
    if (!comparison.same()) {
      findings.wrong(
          "%s: expected %s by the events, but found %s"
              .formatted(what, comparison.rebuilt(), comparison.found()));
    }
  }
}
