package dev.snapledger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.snapledger.commands.command.Command;
import dev.snapledger.runtime.audit.AuditStart;
import dev.snapledger.runtime.audit.ChainAudit;
import dev.snapledger.runtime.audit.ChainReport;
import dev.snapledger.runtime.audit.ReexecutionAudit;
import dev.snapledger.runtime.audit.ReexecutionReport;
import dev.snapledger.runtime.audit.StateAudit;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import dev.snapledger.runtime.sample.SampleCommands;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Audits look at several partitions at a time, and must say the same as one after the other. */
class AuditOfManyPartitionsTest extends RuntimeOnBroker {
  private static final int PARTITIONS = 6;
  private static final List<Integer> FORGED = List.of(3, 5);
  private static final int COMMANDS = 120;

  @Override
  @BeforeEach
  void makeTopics() {
    cluster.reset(PARTITIONS);
    List<Command> commands = new ArrayList<>();
    for (int number = 0; number < COMMANDS; number++) {
      commands.add(new SampleCommands(number).createDisk("disk-" + number));
    }
    cluster.appendAll(commands);
    try (LedgerRuntime _ =
        LedgerRuntime.start(cluster.connection(), settings("a"), (_, _, _) -> {})) {
      cluster.awaitReplies(COMMANDS);
    }
  }

  @Test
  void findsNothingInALogThatNobodyTouched() {
    // when
    List<ChainReport> chains = new ChainAudit(cluster.connection()).run(AuditStart.BEGINNING);
    List<ReexecutionReport> again = reexecution().run();
    List<Long> rebuilt = stateAudit().rebuild(ends(), StateAudit.Rebuilt::events);

    // then
    assertThat(chains).extracting(c -> c.head().partition()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(chains).extracting(ChainReport::broken).containsOnlyNulls();
    assertThat(again)
        .extracting(ReexecutionReport::partition)
        .containsExactlyElementsOf(IntStream.range(0, PARTITIONS).boxed().toList());
    assertThat(again).allMatch(ReexecutionReport::same);
    assertThat(again)
        .isEqualTo(IntStream.range(0, PARTITIONS).mapToObj(p -> reexecution().run(p)).toList());
    assertThat(rebuilt)
        .containsExactlyElementsOf(chains.stream().map(ChainReport::events).toList());
    assertThat(rebuilt.stream().mapToLong(Long::longValue).sum()).isEqualTo(COMMANDS);
  }

  @Test
  void namesEachBrokenPartitionInTheirOrder() {
    // given
    Map<Integer, Long> offsets = ends();
    FORGED.forEach(p -> cluster.forge(LogTopics.EVENTS, p, new byte[0], new byte[] {9}));

    // when
    List<ChainReport> chains = new ChainAudit(cluster.connection()).run(AuditStart.BEGINNING);
    List<ReexecutionReport> again = reexecution().run();
    BrokenInvariantException failure =
        catchThrowableOfType(
            BrokenInvariantException.class,
            () -> stateAudit().rebuild(ends(), StateAudit.Rebuilt::events));

    // then
    assertThat(chains)
        .filteredOn(chain -> chain.broken() != null)
        .extracting(chain -> chain.head().partition())
        .containsExactlyElementsOf(FORGED);
    assertThat(again)
        .filteredOn(report -> !report.same())
        .extracting(ReexecutionReport::partition)
        .containsExactlyElementsOf(FORGED);
    assertThat(failure)
        .hasMessageContaining("partition 3")
        .hasMessageContaining("offset " + offsets.get(3));
    assertThat(failure.getSuppressed())
        .singleElement()
        .satisfies(
            other ->
                assertThat(other)
                    .isInstanceOf(BrokenInvariantException.class)
                    .hasMessageContaining("partition 5")
                    .hasMessageContaining("offset " + offsets.get(5)));
  }

  private ReexecutionAudit reexecution() {
    return new ReexecutionAudit(cluster.connection(), RuntimeSettings.DEFAULT_GROUP_ID);
  }

  private StateAudit stateAudit() {
    return new StateAudit(cluster.connection());
  }

  private Map<Integer, Long> ends() {
    Map<Integer, Long> ends = new HashMap<>();
    try (Admin admin = Admin.create(cluster.connection().admin())) {
      new LogEnds(admin)
          .highWatermarks(IntStream.range(0, PARTITIONS).mapToObj(LogTopics::events).toList())
          .forEach((log, end) -> ends.put(log.partition(), end));
    }
    return ends;
  }
}
