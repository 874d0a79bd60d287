package dev.snapledger.simulation.check;

import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.codec.EventCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.runtime.kafka.EventRecords;
import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.StateDigest;
import dev.snapledger.simulation.log.LogRecord;
import dev.snapledger.simulation.log.SimulatedLog;
import org.jspecify.annotations.Nullable;

/** Replays the events of a partition, and compares the state with that of a node. */
public final class StateCheck {
  private StateCheck() {}

  /** What differs, for people; null if nothing does. */
  public static @Nullable String difference(SimulatedLog log, StateDigest live) {
    PartitionState state = new PartitionState(live.partition());
    EventCodec codec = new EventCodec();
    try {
      for (LogRecord record :
          log.committed(LogTopics.events(live.partition()), 0, Integer.MAX_VALUE).records()) {
        byte[] value = record.value();
        if (record.offset() < live.nextEventOffset() && value != null) {
          state.replay(
              codec.decode(value),
              EventRecords.of(record.offset(), record.key(), value, record.headers()));
        }
      }
    } catch (UndecodableException e) {
      return "expected events only, but " + e.getMessage();
    }
    StateDigest replayed = state.digest(live.nextEventOffset(), new EntityCodec());
    return replayed.equals(live)
        ? null
        : "expected %s by replay, but the node has %s".formatted(replayed, live);
  }
}
