package dev.snapledger.runtime.audit;

import dev.snapledger.runtime.partition.ChainHash;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where an audit of the events begins. */
public sealed interface AuditStart {
  /** With the first event. */
  AuditStart BEGINNING = new Offset(0);

  /** The first offset that is verified in a partition. */
  long offsetIn(int partition);

  /** What the chain must be at that offset; null if the log is believed about it. */
  @Nullable ChainHash hashAt(int partition);

  /**
   * At the same offset in every partition, or at the end of a shorter one. What the log says of its
   * chain there is believed.
   *
   * @param offset offset of the first event that is verified
   */
  record Offset(long offset) implements AuditStart {
    @Override
    public long offsetIn(int partition) {
      return offset;
    }

    @Override
    public @Nullable ChainHash hashAt(int partition) {
      return null;
    }
  }

  /**
   * Where an earlier audit ended. The log must still have the same chain there, so that nothing
   * before it can have been changed since.
   *
   * @param heads what the earlier audit found, by partition; one that is missing begins at 0
   */
  record After(Map<Integer, ChainHead> heads) implements AuditStart {
    public After {
      heads = Map.copyOf(heads);
    }

    @Override
    public long offsetIn(int partition) {
      ChainHead head = heads.get(partition);
      return head == null ? 0 : head.nextEventOffset();
    }

    @Override
    public @Nullable ChainHash hashAt(int partition) {
      ChainHead head = heads.get(partition);
      return head == null ? ChainHash.GENESIS : head.hash();
    }
  }
}
