package dev.snapledger.runtime.audit;

import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import dev.snapledger.runtime.partition.PartitionState;
import org.jspecify.annotations.Nullable;

/**
 * Finds where deciding again can begin in the middle of a partition: at the command of the first
 * event from an offset on that is the first of its command. Builds the state before it from the
 * events and replies before. For one thread.
 */
final class ReexecutionStarts {
  private final KafkaConnection connection;
  private final int partition;
  private final PartitionState state;

  ReexecutionStarts(KafkaConnection connection, int partition) {
    this.connection = connection;
    this.partition = partition;
    this.state = new PartitionState(partition);
  }

  /** Offsets of the first command to decide again, and of its first event. */
  private record First(long command, long event) {}

  /**
   * The start for the events from {@code sinceEvent} on; null if none of them is the first of its
   * command.
   *
   * @throws BrokenInvariantException if what is before cannot be read
   */
  @Nullable ReexecutionStart at(
      long sinceEvent, long eventsEnd, long repliesBegin, long repliesEnd) {
    First first = replayEvents(sinceEvent, eventsEnd);
    if (first == null) {
      return null;
    }
    long reply = replayReplies(first.command(), repliesBegin, repliesEnd);
    return new ReexecutionStart(state, first.command(), first.event(), reply);
  }

  private @Nullable First replayEvents(long sinceEvent, long end) {
    EventCodec codec = new EventCodec();
    try (LogCursor cursor = new LogCursor(connection, LogTopics.events(partition), 0, end)) {
      for (var record = cursor.next(); record != null; record = cursor.next()) {
        Event event = Decoding.valueOf(record, codec);
        if (record.offset() >= sinceEvent && event.header().index() == 0) {
          return new First(event.header().commandOffset(), record.offset());
        }
        state.replay(event, EventRecords.of(record));
      }
    }
    return null;
  }

  /** Remembers the replies to earlier commands; gives the offset of the first one to compare. */
  private long replayReplies(long firstCommand, long begin, long end) {
    ReplyCodec codec = new ReplyCodec();
    try (LogCursor cursor = new LogCursor(connection, LogTopics.replies(partition), begin, end)) {
      for (var record = cursor.next(); record != null; record = cursor.next()) {
        Reply reply = Decoding.valueOf(record, codec);
        if (reply.commandOffset() >= firstCommand) {
          return record.offset();
        }
        state.replay(reply, record.value());
      }
    }
    return -1;
  }
}
