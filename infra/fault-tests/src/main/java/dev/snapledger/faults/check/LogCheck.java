package dev.snapledger.faults.check;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogTopics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads commands, events and replies as anybody could, and holds them against each other. */
public final class LogCheck {
  private final KafkaConnection connection;
  private final int partitions;

  /** A check of the ledger behind {@code connection}. */
  public LogCheck(KafkaConnection connection, int partitions) {
    this.connection = connection;
    this.partitions = partitions;
  }

  /**
   * What is in the log.
   *
   * @param commands command ids
   * @param repeated records of the command topic that repeat an id
   * @param accepted command ids that were accepted
   * @param rejected command ids that were refused
   * @param events events
   */
  public record Totals(long commands, long repeated, long accepted, long rejected, long events) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    Totals plus(Totals other) {
      return new Totals(
          commands + other.commands,
          repeated + other.repeated,
          accepted + other.accepted,
          rejected + other.rejected,
          events + other.events);
    }
  }

  /**
   * Checks all partitions.
   *
   * @param sent every command that was sent and confirmed, in any order
   * @param findings gets what is wrong
   */
  public Totals run(List<Command> sent, Findings findings) {
    Totals totals = Totals.NONE;
    Map<CommandId, Integer> records = new HashMap<>();
    try (PartitionRecords reader = new PartitionRecords(connection)) {
      for (int partition = 0; partition < partitions; partition++) {
        Decisions decisions = new Decisions(partition, findings);
        try {
          read(reader, partition, decisions, findings);
        } catch (UndecodableException e) {
          findings.wrong("partition %d: %s".formatted(partition, e.getMessage()));
        }
        decisions.check();
        decisions.records().forEach((id, count) -> records.merge(id, count, Integer::sum));
        totals = totals.plus(decisions.totals());
      }
    }
    compare(sent, records, findings);
    return totals;
  }

  private static void read(
      PartitionRecords reader, int partition, Decisions decisions, Findings findings)
      throws UndecodableException {
    CommandCodec commands = new CommandCodec();
    EventCodec events = new EventCodec();
    ReplyCodec replies = new ReplyCodec();
    for (ConsumerRecord<byte[], byte[]> record : reader.read(LogTopics.commands(partition))) {
      decisions.command(record.offset(), commands.decode(record.value()));
    }
    for (ConsumerRecord<byte[], byte[]> record : reader.read(LogTopics.events(partition))) {
      decisions.event(record.offset(), events.decode(record.value()));
    }
    for (ConsumerRecord<byte[], byte[]> record : reader.read(LogTopics.replies(partition))) {
      decisions.reply(replies.decode(record.value()));
    }
    for (ConsumerRecord<byte[], byte[]> record :
        reader.read(new TopicPartition(LogTopics.DEAD_LETTERS, partition))) {
      findings.wrong("a dead letter at %d of partition %d".formatted(record.offset(), partition));
    }
  }

  private static void compare(
      List<Command> sent, Map<CommandId, Integer> records, Findings findings) {
    Map<CommandId, Integer> expected = new HashMap<>();
    sent.forEach(command -> expected.merge(command.header().commandId(), 1, Integer::sum));
    expected.forEach(
        (id, count) -> {
          int found = records.getOrDefault(id, 0);
          if (found < count) {
            findings.missing("command %s: %d of %d records".formatted(id.value(), found, count));
          }
        });
    records.keySet().stream()
        .filter(id -> !expected.containsKey(id))
        .forEach(id -> findings.wrong("command %s: nobody sent it".formatted(id.value())));
  }
}
