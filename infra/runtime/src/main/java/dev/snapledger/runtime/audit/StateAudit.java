package dev.snapledger.runtime.audit;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.BrokenInvariantException;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.StateDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/** Rebuilds the entities of a partition from its events alone, and compares them with others. */
public final class StateAudit {
  private final KafkaConnection connection;

  /** Reads the log through {@code connection}. */
  public StateAudit(KafkaConnection connection) {
    this.connection = connection;
  }

  /**
   * A state that was found somewhere, and the same rebuilt from the log.
   *
   * @param found digest of what a node holds or a checkpoint says
   * @param rebuilt digest of what the events say, at the same offset
   * @param events number of events that were replayed
   */
  public record Comparison(StateDigest found, StateDigest rebuilt, long events) {
    /** Whether both are the same. */
    public boolean same() {
      return found.equals(rebuilt);
    }
  }

  /**
   * Rebuilds the state that {@code found} is a digest of, and compares.
   *
   * @throws BrokenInvariantException if an event cannot be read or does not fit those before it
   * @throws TimeoutException if the log does not reach that far
   */
  public Comparison compare(StateDigest found) {
    Rebuilt rebuilt = rebuild(found.partition(), found.nextEventOffset());
    return new Comparison(
        found, digestOf(rebuilt.state(), found.nextEventOffset()), rebuilt.events());
  }

  /**
   * As {@link #compare(StateDigest)} for many partitions, several at a time; gives a comparison for
   * each, in their order. Memory is that of one partition's entities for each processor.
   */
  public List<Comparison> compare(List<StateDigest> found) {
    return EachPartition.inOrder(found, this::compare);
  }

  /**
   * A state that events alone gave.
   *
   * @param state entities and clock; its dedup window is empty
   * @param events number of events that were replayed
   */
  public record Rebuilt(PartitionState state, long events) {}

  /**
   * As {@link #rebuild(int, long)} for many partitions, several at a time.
   *
   * @param ends offset to stop at, excluded, by partition
   * @param look takes each state on the thread that rebuilt it; unless kept by it, the state is
   *     forgotten then, so that memory is that of one partition's entities for each processor
   * @return what {@code look} gave, by rising partition
   */
  public <T> List<T> rebuild(Map<Integer, Long> ends, Function<Rebuilt, T> look) {
    return EachPartition.inOrder(
        List.copyOf(new TreeMap<>(ends).entrySet()),
        end -> look.apply(rebuild(end.getKey(), end.getValue())));
  }

  /**
   * Replays the events of a partition from its first one.
   *
   * @param nextEventOffset offset to stop at, excluded
   * @throws BrokenInvariantException if an event cannot be read or does not fit those before it
   * @throws TimeoutException if the log does not reach that far
   */
  public Rebuilt rebuild(int partition, long nextEventOffset) {
    PartitionState state = new PartitionState(partition);
    EventCodec codec = new EventCodec();
    long events = 0;
    try (LogCursor cursor =
        new LogCursor(connection, LogTopics.events(partition), 0, nextEventOffset)) {
      for (ConsumerRecord<byte[], byte[]> record = cursor.next();
          record != null;
          record = cursor.next()) {
        state.replay(Decoding.valueOf(record, codec), EventRecords.of(record));
        events++;
      }
    }
    return new Rebuilt(state, events);
  }

  /** The digest of a state, such as that of a checkpoint; the state must not be in use. */
  public static StateDigest digestOf(PartitionState state, long nextEventOffset) {
    return state.digest(nextEventOffset, new EntityCodec());
  }
}
