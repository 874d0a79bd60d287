package dev.snapledger.projections.world;

import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot with its bytes as a plain array, and which parts were written since its parent. */
public final class SimSnapshot {
  public final SnapshotId id;
  public final SnapshotKind kind;
  public final @Nullable SimDisk family;
  public final String region;
  public final long sizeBytes;
  public final int sequence;
  public SubscriptionId subscription;
  public ResourceName name;
  public SnapshotState state = SnapshotState.CREATING;
  public Map<String, String> tags = Map.of();
  public long storedBytes;

  /** Of a copy that is under way, once it was told. */
  public long copiedBytes;

  public @Nullable SubscriptionId movingTo;
  public @Nullable ResourceName movingName;
  public @Nullable SimDisk sourceDisk;
  public @Nullable SimSnapshot sourceSnapshot;

  /** Whether it ever went to another subscription. */
  public boolean movedOnce;

  /** Null until sealed. */
  public byte @Nullable [] content;

  public BitSet dirty = new BitSet();
  public @Nullable SimSnapshot parent;

  SimSnapshot(
      SnapshotId id,
      SnapshotKind kind,
      @Nullable SimDisk family,
      SubscriptionId subscription,
      ResourceName name,
      String region,
      long sizeBytes,
      int sequence) {
    this.id = id;
    this.kind = kind;
    this.family = family;
    this.subscription = subscription;
    this.name = name;
    this.region = region;
    this.sizeBytes = sizeBytes;
    this.sequence = sequence;
  }

  /** Itself and all it is layered on, newest first. */
  public List<SimSnapshot> chain() {
    List<SimSnapshot> chain = new ArrayList<>();
    for (SimSnapshot next = this; next != null; next = next.parent) {
      chain.add(next);
    }
    return chain;
  }
}
