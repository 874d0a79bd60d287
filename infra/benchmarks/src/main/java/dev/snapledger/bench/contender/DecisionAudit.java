package dev.snapledger.bench.contender;

import dev.snapledger.bench.process.Fields;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.audit.ReexecutionAudit;
import dev.snapledger.runtime.audit.ReexecutionReport;
import java.util.List;

/** Decides all commands again and compares events and replies, by the product's own audit. */
final class DecisionAudit implements Contender {
  private final Setup setup;

  DecisionAudit(Setup setup) {
    this.setup = setup;
  }

  /** Verb {@code read}; counts commands. */
  @Override
  public Fields run(String verb, Fields request) {
    ReexecutionAudit audit =
        new ReexecutionAudit(setup.connection(), RuntimeSettings.DEFAULT_GROUP_ID);
    Stopwatch watch = new Stopwatch();
    List<ReexecutionReport> reports = audit.run();
    Fields measured = watch.stop(reports.stream().mapToLong(ReexecutionReport::commands).sum());
    for (ReexecutionReport report : reports) {
      if (!report.same()) {
        throw new IllegalStateException("expected an audit without difference, but " + report);
      }
    }
    return measured;
  }
}
