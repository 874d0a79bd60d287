package dev.snapledger.faults.run;

import static dev.snapledger.faults.run.Stopwatch.seconds;

import dev.snapledger.cli.output.Sizes;
import dev.snapledger.commands.command.Command;
import dev.snapledger.faults.check.AuditCheck;
import dev.snapledger.faults.check.Findings;
import dev.snapledger.faults.check.LogCheck;
import dev.snapledger.faults.member.MemberProcess;
import dev.snapledger.faults.member.Timeline;
import dev.snapledger.runtime.audit.ReexecutionReport;
import dev.snapledger.runtime.partition.StateDigest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * The checks at the end: first of the members' states, while they leave one by one, so that in the
 * end one of them had to take over everything; then of checkpoints and of the log.
 */
final class Aftermath {
  private static final Duration SHARED_MAX = Duration.ofMinutes(2);

  private final Brokers brokers;
  private final Members members;
  private final Timeline timeline;
  private final Stopwatch watch;
  private final int partitions;
  private final Findings findings = new Findings();
  private final AuditCheck audits;
  private int states;

  Aftermath(Brokers brokers, Members members, Timeline timeline, Stopwatch watch, int partitions) {
    this.brokers = brokers;
    this.members = members;
    this.timeline = timeline;
    this.watch = watch;
    this.partitions = partitions;
    this.audits = new AuditCheck(brokers.connection(), findings);
  }

  Outcome check(List<Command> sent, List<FaultReport> reports)
      throws FaultTestException, IOException, InterruptedException {
    while (!members.names().isEmpty()) {
      checkStates();
      members.leave(members.name(0));
      watch.checkNoFailure();
    }
    for (String member : members.everyName()) {
      List<StateDigest> digests = audits.checkpoints(member, members.checkpoints(member));
      states += digests.size();
      watch.line("checkpoints of %s: %d partitions compared".formatted(member, digests.size()));
    }
    LogCheck.Totals totals = new LogCheck(brokers.connection(), partitions).run(sent, findings);
    watch.line(
        "log: %s command ids, %s accepted, %s refused, %s repetitions, %s events"
            .formatted(
                Sizes.count(totals.commands()),
                Sizes.count(totals.accepted()),
                Sizes.count(totals.rejected()),
                Sizes.count(totals.repeated()),
                Sizes.count(totals.events())));
    reexecute(totals);
    return new Outcome(totals, findings, reports, states);
  }

  private void checkStates() throws FaultTestException, IOException, InterruptedException {
    watch.await(
        () -> "each partition to run somewhere, but found " + members.shares(),
        SHARED_MAX,
        () -> timeline.shared(members.names(), partitions));
    int compared = 0;
    for (MemberProcess member : members.all()) {
      for (StateDigest digest : member.digests()) {
        audits.live(member.name(), digest);
        compared++;
      }
    }
    states += compared;
    watch.line("states at %s: %d partitions compared".formatted(members.names(), compared));
    if (compared != partitions) {
      findings.wrong(
          "expected digests of %d partitions, but found %d".formatted(partitions, compared));
    }
  }

  private void reexecute(LogCheck.Totals totals) {
    long start = watch.nowMillis();
    List<ReexecutionReport> reports = audits.reexecute();
    long events = reports.stream().mapToLong(ReexecutionReport::events).sum();
    long replies = reports.stream().mapToLong(ReexecutionReport::replies).sum();
    watch.line(
        "decided again: %s events and %s replies compared in %s"
            .formatted(Sizes.count(events), Sizes.count(replies), seconds(watch.since(start))));
    if (events != totals.events() || replies != totals.commands() + totals.repeated()) {
      findings.wrong(
          "decided again: expected %d events and %d replies, but found %d and %d"
              .formatted(totals.events(), totals.commands() + totals.repeated(), events, replies));
    }
  }
}
