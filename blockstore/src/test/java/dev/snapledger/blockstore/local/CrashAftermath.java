package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.api.VolumeState;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes a model agree with a store opened after a crash, as far as a crash explains it. */
final class CrashAftermath {
  private CrashAftermath() {}

  /** Takes over what the step in progress may have done, and what it may not have. */
  static void settle(StoreWorld world) {
    settlePending(world);
    world.volumes.forEach(
        (id, disk) -> {
          VolumeState state =
              Objects.requireNonNull(world.store.findVolume(new VolumeId(id)), "volume " + id);
          disk.recover(new WorldChecker(world).volumeBytes(id, (int) state.sizeBytes()));
        });
  }

  /** After a fault, a volume may have a write in part. */
  static void settleVolumes(StoreWorld world) {
    world.volumes.forEach(
        (id, disk) ->
            disk.recoverKeepingHistory(new WorldChecker(world).volumeBytes(id, disk.bytes.length)));
  }

  /** Opens again after a crash and takes over what the step in progress may have done. */
  static void restart(MemoryFiles files, StoreWorld world, SplittableRandom chance) {
    files.restart(chance);
    world.open();
    settle(world);
  }

  /** Ends the process after a fault that only a new opening gets over, and opens. */
  static void reopenAfterFault(MemoryFiles files, StoreWorld world) {
    files.fullBetween(Long.MAX_VALUE, Long.MAX_VALUE);
    files.crashAt(0);
    restart(files, world, new SplittableRandom(files.changes()));
  }

  static void settlePending(StoreWorld world) {
    Runnable pending = world.pending;
    world.pending = null;
    if (pending != null && happened(world)) {
      pending.run();
    }
  }

  /** Whether the store now has more or fewer volumes and images than the model. */
  private static boolean happened(StoreWorld world) {
    boolean volumes = world.store.volumes().size() != world.volumes.size();
    boolean deleted =
        world.images.values().stream()
            .anyMatch(image -> image.live && world.store.findImage(new ImageId(image.id)) == null);
    UUID newest = world.newestId();
    boolean sealed =
        !world.images.containsKey(newest) && world.store.findImage(new ImageId(newest)) != null;
    return volumes || deleted || sealed;
  }
}
