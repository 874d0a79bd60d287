package dev.snapledger.runtime;

import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.runtime.checkpoint.Checkpoint;
import dev.snapledger.runtime.checkpoint.CheckpointFault;
import dev.snapledger.runtime.checkpoint.CheckpointStore;
import dev.snapledger.runtime.checkpoint.LogPosition;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.KafkaLogClients;
import dev.snapledger.runtime.kafka.LogClients;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import dev.snapledger.runtime.partition.Codecs;
import dev.snapledger.runtime.partition.PartitionState;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warm copies of the partitions that other nodes own: their committed events and replies are
 * applied as they come, so that a takeover replays a tail only.
 *
 * <p>A copy is handed over by {@link #take} and is from then on the taker's. Whatever goes wrong
 * with one is logged and costs time at a takeover, nothing else. Any thread, but {@link #step} and
 * {@link #close} are for one.
 */
final class StandbyStates implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StandbyStates.class);
  private static final Duration POLL_MAX = Duration.ofMillis(100);
  private static final Duration IDLE_PAUSE = Duration.ofMillis(100);
  private static final Duration FAULT_PAUSE = Duration.ofSeconds(1);

  private final LogClients clients;
  private final CheckpointStore store;
  private final int changesBetween;
  private final Codecs codecs;
  private final Set<Integer> wanted = new TreeSet<>();
  private final Map<Integer, Copy> copies = new HashMap<>();
  private String logId = "";
  private @Nullable Consumer<byte[], byte[]> reader;

  /** One copy and where in the log it is. */
  private static final class Copy {
    private final PartitionState state;
    private final String logId;
    private long nextEventOffset;
    private long nextReplyOffset;
    private boolean positioned; // Of the stepping thread alone.

    Copy(PartitionState state, LogPosition position) {
      this.state = state;
      this.logId = position.logId();
      this.nextEventOffset = position.nextEventOffset();
      this.nextReplyOffset = position.nextReplyOffset();
    }

    LogPosition position() {
      return new LogPosition(logId, nextEventOffset, nextReplyOffset);
    }
  }

  /**
   * Copies of nothing yet.
   *
   * @param changesBetween a copy is written to the store after so many changes
   * @param codecs codecs of the thread that steps
   */
  StandbyStates(LogClients clients, CheckpointStore store, int changesBetween, Codecs codecs) {
    this.clients = clients;
    this.store = store;
    this.changesBetween = changesBetween;
    this.codecs = codecs;
  }

  /** From now on copies exactly these partitions; no one else may use their checkpoints. */
  synchronized void follow(Collection<Integer> partitions, String ofLogId) {
    logId = ofLogId;
    wanted.clear();
    wanted.addAll(partitions);
    copies.keySet().retainAll(wanted);
  }

  /** Hands over the copy of a partition and copies it no more; null when there is none. */
  synchronized @Nullable Checkpoint take(int partition) {
    wanted.remove(partition);
    Copy copy = copies.remove(partition);
    return copy == null ? null : new Checkpoint(copy.state, copy.position());
  }

  /** The partitions that are copied now. */
  synchronized Set<Integer> partitions() {
    return Set.copyOf(copies.keySet());
  }

  /** Copies a little further; gives how long to wait before the next step. */
  Duration step() {
    if (!isWanted()) {
      close();
      return IDLE_PAUSE;
    }
    try {
      Consumer<byte[], byte[]> open = reader();
      begin(firstReplies(open, missing()));
      position(open, copying());
      apply(open.poll(POLL_MAX));
      return Duration.ZERO;
    } catch (KafkaException | CheckpointFault | IllegalStateException e) {
      LOG.warn("Copies of other nodes' partitions begin again", e);
      close();
      return FAULT_PAUSE;
    }
  }

  private Consumer<byte[], byte[]> reader() {
    Consumer<byte[], byte[]> open = reader;
    if (open == null) {
      open = clients.reader();
      reader = open;
    }
    return open;
  }

  private synchronized boolean isWanted() {
    return !wanted.isEmpty();
  }

  /** Forgets all copies; a further step begins with those that are still wanted. */
  @Override
  public void close() {
    forget();
    Consumer<byte[], byte[]> open = reader;
    reader = null;
    if (open != null) {
      open.close(KafkaLogClients.closeOptions());
    }
  }

  private synchronized void forget() {
    copies.clear();
  }

  private synchronized Set<Integer> missing() {
    Set<Integer> missing = new TreeSet<>(wanted);
    missing.removeAll(copies.keySet());
    return missing;
  }

  /** The offsets of the oldest replies that are still there, by partition. */
  private static Map<Integer, Long> firstReplies(
      Consumer<byte[], byte[]> open, Set<Integer> partitions) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    List<TopicPartition> logs = partitions.stream().map(LogTopics::replies).toList();
    Map<Integer, Long> first = new HashMap<>();
    open.beginningOffsets(logs).forEach((log, offset) -> first.put(log.partition(), offset));
    return first;
  }

  /** Makes copies as of their checkpoints, or empty ones; old replies may be gone. */
  private synchronized void begin(Map<Integer, Long> firstReplies) {
    firstReplies.forEach(
        (partition, firstReply) -> {
          if (wanted.contains(partition)) {
            copies.put(partition, begin(partition, firstReply));
          }
        });
  }

  private Copy begin(int partition, long firstReply) {
    Checkpoint found = store.read(partition, logId);
    if (found == null) {
      return new Copy(store.fresh(partition), new LogPosition(logId, 0, firstReply));
    }
    LogPosition at = found.position();
    return new Copy(
        found.state(),
        new LogPosition(logId, at.nextEventOffset(), Math.max(at.nextReplyOffset(), firstReply)));
  }

  private synchronized Map<Integer, Copy> copying() {
    return Map.copyOf(copies);
  }

  /** Lets the reader go on where each copy is; a copy made anew may be behind an older one. */
  private static void position(Consumer<byte[], byte[]> open, Map<Integer, Copy> copies) {
    Set<TopicPartition> logs = new HashSet<>();
    for (int partition : copies.keySet()) {
      logs.add(LogTopics.events(partition));
      logs.add(LogTopics.replies(partition));
    }
    if (!open.assignment().equals(logs)) {
      open.assign(logs);
    }
    copies.forEach(
        (partition, copy) -> {
          if (!copy.positioned) {
            open.seek(LogTopics.events(partition), copy.nextEventOffset);
            open.seek(LogTopics.replies(partition), copy.nextReplyOffset);
            copy.positioned = true;
          }
        });
  }

  private synchronized void apply(ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition log : records.partitions()) {
      Copy copy = copies.get(log.partition());
      if (copy == null) {
        continue; // It was handed over meanwhile.
      }
      try {
        for (ConsumerRecord<byte[], byte[]> record : records.records(log)) {
          apply(copy, record);
        }
        spill(copy);
      } catch (UndecodableException | BrokenInvariantException e) {
        LOG.error("Partition {} is copied no more", log.partition(), e);
        wanted.remove(log.partition());
        copies.remove(log.partition());
      }
    }
  }

  private void apply(Copy copy, ConsumerRecord<byte[], byte[]> record) throws UndecodableException {
    byte[] value = record.value();
    if (value == null) {
      throw new UndecodableException("expected a value, but found none");
    }
    if (record.topic().equals(LogTopics.EVENTS)) {
      if (record.offset() >= copy.nextEventOffset) {
        copy.state.replay(codecs.events().decode(value), EventRecords.of(record));
        copy.nextEventOffset = record.offset() + 1;
      }
    } else if (record.offset() >= copy.nextReplyOffset) {
      copy.state.replay(codecs.replies().decode(value), value);
      copy.nextReplyOffset = record.offset() + 1;
    }
  }

  private void spill(Copy copy) {
    if (copy.state.changes() >= changesBetween) {
      store.write(copy.state.freeze(), copy.position());
      copy.state.thawWritten();
    }
  }
}
