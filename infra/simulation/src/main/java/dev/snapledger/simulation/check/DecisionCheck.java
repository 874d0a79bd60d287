package dev.snapledger.simulation.check;

import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.EventLink;
import dev.snapledger.runtime.partition.InboundRecord;
import dev.snapledger.runtime.partition.LinkedEvent;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.Processed;
import dev.snapledger.runtime.topics.SubscriptionKey;
import dev.snapledger.simulation.log.LogRecord;
import dev.snapledger.simulation.log.SimulatedLog;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Decides all commands of a partition again, one by one, and compares events and replies with the
 * log, byte by byte and in order. Everything must be at rest.
 */
public final class DecisionCheck {
  private final int partition;
  private final PartitionProcessor processor;
  private final Deque<LogRecord> events;
  private final Deque<LogRecord> replies;
  private final Deque<LogRecord> commands;
  private @Nullable String difference;

  private DecisionCheck(SimulatedLog log, int partition) {
    this.partition = partition;
    this.processor =
        new PartitionProcessor(
            new PartitionState(partition),
            new Codecs(new CommandCodec(), new EventCodec(), new ReplyCodec()),
            key -> SubscriptionKey.partitionOf(key, log.partitions()),
            AxonCommandEngine::new);
    this.commands = all(log, LogTopics.commands(partition));
    this.events = all(log, LogTopics.events(partition));
    this.replies = all(log, LogTopics.replies(partition));
  }

  private static Deque<LogRecord> all(SimulatedLog log, TopicPartition partition) {
    return new ArrayDeque<>(log.committed(partition, 0, Integer.MAX_VALUE).records());
  }

  /** The first difference, for people; null if there is none. */
  public static @Nullable String difference(SimulatedLog log, int partition) {
    DecisionCheck check = new DecisionCheck(log, partition);
    while (check.difference == null && !check.commands.isEmpty()) {
      check.decide(check.commands.remove());
    }
    check.expectEnd("event", check.events);
    check.expectEnd("reply", check.replies);
    return check.difference;
  }

  private void decide(LogRecord command) {
    Processed processed =
        processor.process(
            new InboundRecord(
                partition,
                command.offset(),
                Instant.ofEpochMilli(command.timestamp()),
                command.key(),
                command.value()));
    switch (processed) {
      case Processed.Decided decided -> decided(command, decided);
      case Processed.Repeated repeated ->
          compare(command, "reply", replies, repeated.first().bytes());
      case Processed.Buried buried -> {
        Processed.Rejection rejection = buried.rejection();
        if (rejection != null) {
          compare(command, "reply", replies, rejection.bytes());
        }
      }
    }
    processor.commit();
  }

  private void decided(LogRecord command, Processed.Decided decided) {
    long first = -1;
    long last = -1;
    for (LinkedEvent event : decided.events()) {
      compareLink(command, events.peek(), event.link());
      last = compare(command, "event", events, event.value());
      first = first < 0 ? last : first;
    }
    processor.locate(decided, first, last);
    compare(command, "reply", replies, decided.reply().remembered().bytes());
  }

  private void compareLink(LogRecord command, @Nullable LogRecord found, EventLink expected) {
    EventLink link =
        found == null
            ? null
            : EventRecords.of(found.offset(), found.key(), new byte[0], found.headers()).link();
    if (difference == null && !expected.equals(link)) {
      difference =
          "partition %d, command %d decided again: expected the link %s, but found %s"
              .formatted(partition, command.offset(), expected, link);
    }
  }

  private long compare(LogRecord command, String what, Deque<LogRecord> log, byte[] expected) {
    LogRecord found = log.poll();
    if (difference == null && (found == null || !Arrays.equals(found.value(), expected))) {
      difference =
          "partition %d, command %d decided again: expected the same %s of %d bytes, but found %s"
              .formatted(
                  partition,
                  command.offset(),
                  what,
                  expected.length,
                  found == null ? "none" : "another at offset " + found.offset());
    }
    return found == null ? 0 : found.offset();
  }

  private void expectEnd(String what, Deque<LogRecord> log) {
    if (difference == null && !log.isEmpty()) {
      difference =
          "partition %d: expected no more %s, but found %d from offset %d on"
              .formatted(partition, what, log.size(), log.element().offset());
    }
  }
}
