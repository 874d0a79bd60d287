package dev.snapledger.runtime.audit;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.codec.CommandCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.ReplyCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.runtime.axon.AxonCommandEngine;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.kafka.TraceHeaders;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.EventLink;
import dev.snapledger.runtime.partition.InboundRecord;
import dev.snapledger.runtime.partition.LinkedEvent;
import dev.snapledger.runtime.partition.PartitionProcessor;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.Processed;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One partition's commands run again beside its events and replies. For one thread. */
final class Reexecution implements AutoCloseable {
  private static final int SHOWN_BYTES_MAX = 64;

  private final int partition;
  private final long decidedCommands;
  private final LogCursor commands;
  private final LogCursor events;
  private final @Nullable LogCursor replies;
  private final Codecs codecs = new Codecs(new CommandCodec(), new EventCodec(), new ReplyCodec());
  private final PartitionProcessor processor;
  private long commandCount;
  private long repeatedCount;
  private long deadLetterCount;
  private long eventCount;
  private long replyCount;
  private long bytes;

  /** Ends an audit at its first difference. */
  private static final class DifferentException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Difference difference;

    DifferentException(Difference difference) {
      super(difference.toString(), null, false, false);
      this.difference = difference;
    }
  }

  /**
   * An audit of all commands below {@code decidedCommands}, and of those that were decided later as
   * far as there are events of them.
   *
   * @param state the state before the first of {@code commands}
   * @param commands reaches as far as any command that an event of {@code events} may come from
   * @param replies null when replies are not to be compared
   */
  Reexecution(
      LogTopics topics,
      PartitionState state,
      long decidedCommands,
      LogCursor commands,
      LogCursor events,
      @Nullable LogCursor replies) {
    this.partition = state.partition();
    this.decidedCommands = decidedCommands;
    this.commands = commands;
    this.events = events;
    this.replies = replies;
    this.processor =
        new PartitionProcessor(state, codecs, topics::partitionOf, AxonCommandEngine::new);
  }

  ReexecutionReport run() {
    Difference first = null;
    try {
      while (nextToRun() != null) {
        processor.inOneUnit(this::runBatch);
      }
      checkNothingLeft();
    } catch (DifferentException e) {
      first = e.difference;
    }
    return new ReexecutionReport(
        partition,
        commandCount,
        repeatedCount,
        deadLetterCount,
        eventCount,
        replyCount,
        bytes,
        first);
  }

  /** Decides as many commands as the live loop does in one unit of work: making one costs time. */
  private void runBatch() {
    ConsumerRecord<byte[], byte[]> record = nextToRun();
    for (int i = 0; record != null && i < KafkaLogClients.BATCH_RECORDS_MAX; i++) {
      var _ = commands.next();
      runAgain(record);
      record = nextToRun();
    }
  }

  /** The next command that is to be decided again, which stays the next; null at the end. */
  private @Nullable ConsumerRecord<byte[], byte[]> nextToRun() {
    ConsumerRecord<byte[], byte[]> record = commands.peek();
    return record != null && (record.offset() < decidedCommands || events.peek() != null)
        ? record
        : null;
  }

  private void runAgain(ConsumerRecord<byte[], byte[]> record) {
    commandCount++;
    bytes += Math.max(0, record.serializedValueSize());
    Processed processed =
        processor.process(
            new InboundRecord(
                partition,
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value()));
    switch (processed) {
      case Processed.Decided decided -> compareDecided(record.offset(), decided);
      case Processed.Repeated repeated -> {
        repeatedCount++;
        compareReply(record.offset(), repeated.key(), repeated.first().bytes());
      }
      case Processed.Buried buried -> {
        deadLetterCount++;
        Processed.Rejection rejection = buried.rejection();
        if (rejection != null) {
          compareReply(record.offset(), rejection.key(), rejection.bytes());
        }
      }
    }
    processor.commit();
  }

  private void compareDecided(long commandOffset, Processed.Decided decided) {
    long firstOffset = -1;
    long lastOffset = -1;
    for (LinkedEvent event : decided.events()) {
      if (commandOffset >= decidedCommands && events.peek() == null) {
        return; // The rest of a transaction that was committed while this audit looked.
      }
      lastOffset =
          compare(
              "event",
              events,
              codecs.events(),
              commandOffset,
              new Expected(decided.key(), event.value(), event.link()));
      firstOffset = firstOffset < 0 ? lastOffset : firstOffset;
      eventCount++;
    }
    processor.locate(decided, firstOffset, lastOffset);
    compareReply(commandOffset, decided.key(), decided.reply().remembered().bytes());
  }

  private void compareReply(long commandOffset, byte[] key, byte[] reply) {
    if (replies != null && (commandOffset < decidedCommands || replies.peek() != null)) {
      var _ =
          compare(
              "reply", replies, codecs.replies(), commandOffset, new Expected(key, reply, null));
      replyCount++;
    }
  }

  /**
   * What the next record of a log must be.
   *
   * @param link the only header it must have, beside one of a trace; null for none
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Expected(byte[] key, byte[] value, @Nullable EventLink link) {
    boolean sameHeaders(ConsumerRecord<byte[], byte[]> found) {
      int headers = TraceHeaders.countOthers(found.headers());
      return link == null
          ? headers == 0
          : headers == 1 && link.equals(EventRecords.of(found).link());
    }

    /** How key and headers differ; empty if they do not. */
    String differences(ConsumerRecord<byte[], byte[]> found) {
      String keys =
          Arrays.equals(key, found.key())
              ? ""
              : " with key %s instead of %s".formatted(hex(found.key()), hex(key));
      return sameHeaders(found)
          ? keys
          : keys
              + " with %d headers and link %s instead of %s"
                  .formatted(found.headers().toArray().length, EventRecords.of(found).link(), link);
    }
  }

  /** Compares the next record of a log with what it must be; gives its offset. */
  private <T> long compare(
      String what, LogCursor log, Codec<T> codec, long commandOffset, Expected expected) {
    ConsumerRecord<byte[], byte[]> found = log.next();
    if (found == null) {
      throw new DifferentException(
          new Difference(
              what + " is missing",
              -1,
              commandOffset,
              shown(codec, expected.value()),
              "the end of the log"));
    }
    if (!Arrays.equals(expected.value(), found.value())
        || !Arrays.equals(expected.key(), found.key())
        || !expected.sameHeaders(found)) {
      throw new DifferentException(
          new Difference(
              what + " differs",
              found.offset(),
              commandOffset,
              shown(codec, expected.value()),
              shown(codec, found.value()) + expected.differences(found)));
    }
    bytes += found.serializedValueSize();
    return found.offset();
  }

  /** The commands are used up: nothing can have led to what is left. */
  private void checkNothingLeft() {
    ConsumerRecord<byte[], byte[]> event = events.peek();
    if (event != null) {
      throw tooMuch("event", codecs.events(), event);
    }
    ConsumerRecord<byte[], byte[]> reply = replies == null ? null : replies.peek();
    if (reply != null && !isLater(reply)) {
      throw tooMuch("reply", codecs.replies(), reply);
    }
  }

  /** Whether a reply is to a command that was decided, without events, after this audit began. */
  private boolean isLater(ConsumerRecord<byte[], byte[]> reply) {
    byte[] value = reply.value();
    try {
      return value != null && codecs.replies().decode(value).commandOffset() >= decidedCommands;
    } catch (UndecodableException _) {
      return false;
    }
  }

  private static <T> DifferentException tooMuch(
      String what, Codec<T> codec, ConsumerRecord<byte[], byte[]> record) {
    return new DifferentException(
        new Difference(
            what + " is too much",
            record.offset(),
            -1,
            "no " + what,
            shown(codec, record.value())));
  }

  private static <T> String shown(Codec<T> codec, byte @Nullable [] value) {
    if (value == null) {
      return "no value";
    }
    try {
      return String.valueOf(codec.decode(value));
    } catch (UndecodableException e) {
      return value.length + " bytes " + hex(value) + ": " + e.getMessage();
    }
  }

  private static String hex(byte @Nullable [] bytes) {
    return bytes == null
        ? "none"
        : HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES_MAX));
  }

  @Override
  public void close() {
    commands.close();
    events.close();
    if (replies != null) {
      replies.close();
    }
  }
}
