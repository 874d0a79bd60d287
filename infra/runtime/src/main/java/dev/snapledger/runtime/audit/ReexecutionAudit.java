package dev.snapledger.runtime.audit;

import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs the commands of the log again, through the very code that decided them, and compares what
 * comes out with the events and replies of the log, byte by byte and in order.
 *
 * <p>Commands that are not decided yet are left alone, so a ledger may be audited while it runs.
 * Events that were added meanwhile are compared as far as they go: each needs a command.
 */
public final class ReexecutionAudit {
  private final KafkaConnection connection;
  private final String groupId;

  /**
   * Audits the ledger behind {@code connection}.
   *
   * @param groupId group of its command processors
   */
  public ReexecutionAudit(KafkaConnection connection, String groupId) {
    this.connection = connection;
    this.groupId = groupId;
  }

  /** Audits all partitions, several at a time; gives one report for each, by number. */
  public List<ReexecutionReport> run() {
    return run(AuditStart.BEGINNING);
  }

  /**
   * Audits the commands that led to the events from {@code start} on. The state before them is that
   * of the events and replies before, which are believed.
   */
  public List<ReexecutionReport> run(AuditStart start) {
    try (Admin admin = Admin.create(connection.admin())) {
      LogTopics topics = new LogEnds(admin).topics();
      List<Integer> partitions = IntStream.range(0, topics.partitions()).boxed().toList();
      return EachPartition.inOrder(
          partitions, partition -> run(admin, topics, partition, start.offsetIn(partition)));
    }
  }

  /**
   * Audits one partition.
   *
   * @throws KafkaException if the log cannot be read
   */
  public ReexecutionReport run(int partition) {
    try (Admin admin = Admin.create(connection.admin())) {
      return run(admin, new LogEnds(admin).topics(), partition, 0);
    }
  }

  private ReexecutionReport run(Admin admin, LogTopics topics, int partition, long sinceEvent) {
    // The order matters: the logs must reach at least as far as the decided commands.
    long decided = decidedCommands(admin, partition);
    LogEnds logs = new LogEnds(admin);
    TopicPartition commands = LogTopics.commands(partition);
    TopicPartition events = LogTopics.events(partition);
    TopicPartition replies = LogTopics.replies(partition);
    Map<TopicPartition, Long> begins = logs.begins(List.of(commands, replies));
    if (begins.getOrDefault(commands, 0L) > 0) {
      return new ReexecutionReport(
          partition,
          0,
          0,
          0,
          0,
          0,
          0,
          new Difference(
              "old commands are deleted",
              begins.getOrDefault(commands, 0L),
              0,
              "all commands from offset 0 on",
              "a log that begins later"));
    }
    Map<TopicPartition, Long> ends = logs.highWatermarks(List.of(events, replies));
    // Taken after the events' end: whatever those were decided from is below it.
    long appended = logs.highWatermarks(List.of(commands)).getOrDefault(commands, decided);
    ReexecutionStart start =
        sinceEvent == 0
            ? ReexecutionStart.ofBeginning(partition, begins.getOrDefault(replies, 0L) == 0)
            : new ReexecutionStarts(connection, partition)
                .at(
                    sinceEvent,
                    ends.getOrDefault(events, 0L),
                    begins.getOrDefault(replies, 0L),
                    ends.getOrDefault(replies, 0L));
    if (start == null) { // No event since: nothing to decide again.
      return new ReexecutionReport(partition, 0, 0, 0, 0, 0, 0, null);
    }
    try (Reexecution run =
        new Reexecution(
            topics,
            start.state(),
            decided,
            new LogCursor(connection, commands, start.command(), appended),
            new LogCursor(connection, events, start.event(), ends.getOrDefault(events, 0L)),
            start.reply() < 0
                ? null
                : new LogCursor(
                    connection, replies, start.reply(), ends.getOrDefault(replies, 0L)))) {
      return run.run();
    }
  }

  private long decidedCommands(Admin admin, int partition) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        LogEnds.await(
            admin.listConsumerGroupOffsets(groupId).partitionsToOffsetAndMetadata(groupId));
    OffsetAndMetadata offset = committed.get(LogTopics.commands(partition));
    return offset == null ? 0 : offset.offset();
  }
}
