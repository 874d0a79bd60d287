package dev.snapledger.runtime.audit;

import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogEnds;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.ChainHash;
import dev.snapledger.runtime.partition.EventChain;
import dev.snapledger.runtime.partition.EventLink;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the SHA-256 chain over the events of each partition. Looks at bytes only, so it needs
 * neither state nor commands.
 */
public final class ChainAudit {
  /** How far before a start the event before it is looked for at first; doubled until found. */
  private static final long LOOK_BACK = 1_000;

  private final KafkaConnection connection;

  /** Reads the log through {@code connection}. */
  public ChainAudit(KafkaConnection connection) {
    this.connection = connection;
  }

  /**
   * Verifies all partitions, several at a time, up to where their logs end now; gives a report for
   * each, by number.
   */
  public List<ChainReport> run(AuditStart start) {
    List<TopicPartition> events;
    Map<TopicPartition, Long> ends;
    try (Admin admin = Admin.create(connection.admin())) {
      LogEnds logs = new LogEnds(admin);
      int partitions = logs.topics().partitions();
      events = IntStream.range(0, partitions).mapToObj(LogTopics::events).toList();
      ends = logs.stableEnds(events);
    }
    return EachPartition.inOrder(
        events, log -> verify(log.partition(), start, ends.getOrDefault(log, 0L)));
  }

  private ChainReport verify(int partition, AuditStart start, long end) {
    ChainHash known = start.hashAt(partition);
    long from = Math.min(start.offsetIn(partition), end);
    ChainHash before = hashBefore(partition, from);
    Run run = new Run(partition, from, before);
    if (known != null && from < start.offsetIn(partition)) {
      run.broken =
          "expected events up to offset %d, as the earlier report says, but the log ends at %d"
              .formatted(start.offsetIn(partition), end);
    } else if (known != null && !known.equals(before)) {
      run.broken =
          "offset %d: expected the chain hash %s before it, as the earlier report says, but found %s"
              .formatted(from, known, before);
    } else {
      try (LogCursor cursor = new LogCursor(connection, LogTopics.events(partition), from, end)) {
        run.verify(cursor);
      }
    }
    return run.report();
  }

  /** The hash in the last event before {@code offset}; that of the genesis if there is none. */
  private ChainHash hashBefore(int partition, long offset) {
    long back = LOOK_BACK;
    ConsumerRecord<byte[], byte[]> last = null;
    long begin = offset;
    while (last == null && begin > 0) {
      begin = Math.max(0, offset - back);
      last = lastBetween(partition, begin, offset);
      back *= 2;
    }
    EventLink link = last == null ? null : EventRecords.of(last).link();
    return link == null ? ChainHash.GENESIS : link.hash();
  }

  private @Nullable ConsumerRecord<byte[], byte[]> lastBetween(
      int partition, long begin, long end) {
    ConsumerRecord<byte[], byte[]> last = null;
    try (LogCursor cursor = new LogCursor(connection, LogTopics.events(partition), begin, end)) {
      for (var record = cursor.next(); record != null; record = cursor.next()) {
        last = record;
      }
    }
    return last;
  }

  /** One partition on its way. */
  private static final class Run {
    private final int partition;
    private final long from;
    private final EventChain chain = new EventChain();
    private ChainHash hash;
    private long next;
    private long events;
    private long bytes;
    private @Nullable Instant firstEventAt;
    private @Nullable String broken;

    Run(int partition, long from, ChainHash before) {
      this.partition = partition;
      this.from = from;
      this.next = from;
      this.hash = before;
    }

    void verify(LogCursor cursor) {
      for (var record = cursor.next(); record != null && broken == null; record = cursor.next()) {
        verify(record);
      }
    }

    private void verify(ConsumerRecord<byte[], byte[]> record) {
      byte[] key = record.key();
      byte[] value = record.value();
      EventLink link = value == null ? null : EventRecords.of(record).link();
      if (key == null || value == null || link == null) {
        broken =
            "offset %d: expected an event with a key, a value and a header %s of %d bytes"
                .formatted(record.offset(), EventLink.HEADER, EventLink.BYTES);
        return;
      }
      ChainHash expected = chain.link(hash, link.sequence(), key, value);
      if (!expected.equals(link.hash())) {
        broken =
            "offset %d: expected the chain hash %s, but found %s"
                .formatted(record.offset(), expected, link.hash());
        return;
      }
      firstEventAt = firstEventAt == null ? timeOf(value) : firstEventAt;
      hash = expected;
      next = record.offset() + 1;
      events++;
      bytes += value.length;
    }

    /** The time of an event; that of the earliest one if it cannot be read. */
    private Instant timeOf(byte[] value) {
      try {
        return new EventCodec().decode(value).header().time();
      } catch (UndecodableException _) {
        return Instant.MIN;
      }
    }

    ChainReport report() {
      return new ChainReport(
          from, new ChainHead(partition, next, hash), events, bytes, broken, firstEventAt);
    }
  }
}
