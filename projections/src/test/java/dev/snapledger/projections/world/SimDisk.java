package dev.snapledger.projections.world;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.projections.chain.SnapshotState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A disk as a plain array: one byte stands for the 4,096 equal bytes of a part. */
public final class SimDisk {
  static final int PARTS_PER_BLOCK = 16;
  static final int BLOCK_BYTES = 65_536;

  public final DiskId id;
  public final String region;
  public final DiskOrigin origin;
  public SubscriptionId subscription;
  public ResourceName name;
  public String sku = "Premium_LRS";
  public Map<String, String> tags = Map.of();
  public long sizeBytes;
  public boolean deleted;
  public boolean resized;
  public @Nullable SubscriptionId movingTo;
  public @Nullable ResourceName movingName;
  public @Nullable SimSnapshot copySource;
  public boolean copyRunning;
  public long copiedBytes;
  public @Nullable String leaseHolder;
  public long epoch;
  public int sequence;

  /** Whether it ever went to another subscription. */
  public boolean movedOnce;

  /** Work that no event has proved done. */
  public boolean creationUnproved = true;

  byte[] content;
  final BitSet dirty = new BitSet();

  /** Newest image of the chain in each region. */
  final Map<String, SimSnapshot> chainHeads = new HashMap<>();

  final Set<SimSnapshot> snapshots = new HashSet<>();

  SimDisk(
      DiskId id,
      SubscriptionId subscription,
      ResourceName name,
      String region,
      DiskOrigin origin,
      long sizeBytes) {
    this.id = id;
    this.subscription = subscription;
    this.name = name;
    this.region = region;
    this.origin = origin;
    this.sizeBytes = sizeBytes;
    this.content = new byte[(int) (sizeBytes / BLOCK_BYTES) * PARTS_PER_BLOCK];
  }

  /** Whether a snapshot of its family has bytes, or may get some. */
  public boolean snapshotsLeft() {
    return snapshots.stream()
        .anyMatch(s -> s.state == SnapshotState.CREATING || s.state == SnapshotState.COMPLETED);
  }

  void grow(long newSizeBytes) {
    sizeBytes = newSizeBytes;
    resized = true;
    content = Arrays.copyOf(content, (int) (newSizeBytes / BLOCK_BYTES) * PARTS_PER_BLOCK);
  }

  void write(int part, byte value) {
    content[part] = value;
    dirty.set(part);
  }
}
