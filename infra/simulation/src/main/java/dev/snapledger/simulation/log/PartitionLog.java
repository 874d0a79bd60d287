package dev.snapledger.simulation.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One partition: records and the markers that end transactions, each at an offset of its own.
 *
 * <p>A record of a transaction has a fate that its marker decides. The stable end is before the
 * first record whose fate is open. For one thread.
 */
final class PartitionLog {
  /** Transactions that are open here, by producer, with the offset of their first record. */
  private final Map<Long, Long> open = new TreeMap<>();

  private final List<Entry> entries = new ArrayList<>();

  private enum Fate {
    PLAIN,
    OPEN,
    COMMITTED,
    ABORTED,
    MARKER
  }

  private static final class Entry {
    private final LogRecord record;
    private final long producer;
    private Fate fate;

    Entry(LogRecord record, long producer, Fate fate) {
      this.record = record;
      this.producer = producer;
      this.fate = fate;
    }
  }

  /** Appends outside of transactions; gives the offset. */
  long append(Content content, long timestamp) {
    return add(content, timestamp, -1, Fate.PLAIN);
  }

  /** Appends inside the transaction of a producer; gives the offset. */
  long append(Content content, long timestamp, long producer) {
    long offset = add(content, timestamp, producer, Fate.OPEN);
    open.putIfAbsent(producer, offset);
    return offset;
  }

  /** Writes the marker that ends the transaction of a producer here. */
  void end(long producer, long timestamp, Ending ending) {
    Long first = open.remove(producer);
    if (first != null) {
      Fate fate = ending == Ending.COMMIT ? Fate.COMMITTED : Fate.ABORTED;
      for (Entry entry : entries.subList(first.intValue(), entries.size())) {
        if (entry.producer == producer && entry.fate == Fate.OPEN) {
          entry.fate = fate;
        }
      }
    }
    add(new Content(null, null, new RecordHeaders()), timestamp, producer, Fate.MARKER);
  }

  private long add(Content content, long timestamp, long producer, Fate fate) {
    long offset = entries.size();
    LogRecord record =
        new LogRecord(offset, timestamp, content.key(), content.value(), content.headers());
    entries.add(new Entry(record, producer, fate));
    return offset;
  }

  /** Key, value and headers of a record. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Content(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {}

  long highWatermark() {
    return entries.size();
  }

  long stableEnd() {
    return open.values().stream().mapToLong(Long::longValue).min().orElse(entries.size());
  }

  /**
   * Committed records from an offset on, up to the stable end.
   *
   * @param max most records
   * @return the records, and the offset to go on at, which is above what was passed over
   */
  Fetched committed(long from, int max) {
    List<LogRecord> records = new ArrayList<>();
    long end = stableEnd();
    long next = from;
    while (next < end && records.size() < max) {
      Entry entry = entries.get((int) next);
      if (entry.fate == Fate.PLAIN || entry.fate == Fate.COMMITTED) {
        records.add(entry.record);
      }
      next++;
    }
    return new Fetched(records, next);
  }

  /** All records whatever their fate, as a reader that does not wait for commits sees them. */
  Fetched uncommitted(long from, int max) {
    List<LogRecord> records = new ArrayList<>();
    long next = from;
    while (next < entries.size() && records.size() < max) {
      Entry entry = entries.get((int) next);
      if (entry.fate != Fate.MARKER) {
        records.add(entry.record);
      }
      next++;
    }
    return new Fetched(records, next);
  }

  /** The first record at or after a time; null if there is none. */
  @Nullable LogRecord since(long timestamp) {
    for (Entry entry : entries) {
      if (entry.record.timestamp() >= timestamp) {
        return entry.record;
      }
    }
    return null;
  }
}
