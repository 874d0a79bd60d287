package dev.snapledger.runtime;

import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.DedupWindow;
import dev.snapledger.runtime.partition.PartitionState;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Brings the state of one partition up to the end of its log: first its events, then its replies.
 *
 * <p>The end is the high watermark, read after the group's committed offset. A committed offset may
 * be visible before the events of its transaction are, because the markers that end a transaction
 * reach each partition on their own; the high watermark is beyond all of them, and a reader of
 * committed records reaches it only when none of them is open any more.
 */
final class PartitionRestore {
  /** How much earlier than its decision a reply may have been appended, if clocks disagree. */
  static final Duration CLOCK_SKEW_MAX = Duration.ofHours(1);

  private final PartitionState state;
  private final Codecs codecs;
  private final LogPosition from;
  private final boolean fromCheckpoint;
  private final Targets targets;
  private long events;
  private long nextEventOffset;
  private long nextReplyOffset;

  /**
   * What a restore has to reach.
   *
   * @param nextEventOffset high watermark of the event partition
   * @param nextReplyOffset high watermark of the reply partition
   * @param committedCommandOffset the group's committed offset of the command partition
   * @param owner transactional id of who committed it; empty when unknown
   */
  record Targets(
      long nextEventOffset, long nextReplyOffset, long committedCommandOffset, String owner) {}

  PartitionRestore(
      PartitionState state,
      Codecs codecs,
      LogPosition from,
      boolean fromCheckpoint,
      Targets targets) {
    this.state = state;
    this.codecs = codecs;
    this.from = from;
    this.fromCheckpoint = fromCheckpoint;
    this.targets = targets;
    this.nextEventOffset = from.nextEventOffset();
    this.nextReplyOffset = from.nextReplyOffset();
  }

  int partition() {
    return state.partition();
  }

  PartitionState state() {
    return state;
  }

  Targets targets() {
    return targets;
  }

  /** Where reading begins. */
  LogPosition from() {
    return from;
  }

  /** How much of the log was replayed so far. */
  LogPosition position() {
    return new LogPosition(from.logId(), nextEventOffset, nextReplyOffset);
  }

  /** Events that were replayed so far. */
  long events() {
    return events;
  }

  /** Offset of the first command that is to be decided next. */
  long nextCommandOffset() {
    return Math.max(targets.committedCommandOffset(), state.nextCommandOffset());
  }

  /**
   * The earliest append time of a reply that can still matter, once all events are replayed; null
   * when all replies are to be read from {@link #from}.
   */
  @Nullable Instant repliesSince() {
    return fromCheckpoint || state.lastDecidedAt().equals(Instant.MIN)
        ? null
        : state.lastDecidedAt().minus(DedupWindow.WINDOW).minus(CLOCK_SKEW_MAX);
  }

  /** Replays one record of the event or of the reply partition. */
  void replay(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    try {
      if (value == null) {
        throw new UndecodableException("expected a value, but found none");
      }
      if (record.topic().equals(LogTopics.EVENTS)) {
        state.replay(codecs.events().decode(value), EventRecords.of(record));
        events++;
        nextEventOffset = record.offset() + 1;
      } else {
        state.replay(codecs.replies().decode(value), value);
        nextReplyOffset = record.offset() + 1;
      }
    } catch (UndecodableException e) {
      throw new BrokenInvariantException(
          partition(), record.offset(), "cannot read " + record.topic() + ": " + e.getMessage(), e);
    }
  }

  TopicPartition eventLog() {
    return LogTopics.events(partition());
  }

  TopicPartition replyLog() {
    return LogTopics.replies(partition());
  }
}
