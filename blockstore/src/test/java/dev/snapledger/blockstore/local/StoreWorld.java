package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static dev.snapledger.blockstore.geometry.Geometry.PAGE_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageInUseException;
import dev.snapledger.blockstore.api.ReclaimRequest;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.FileAccess;
import dev.snapledger.blockstore.geometry.PageRange;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store and its model, driven by seeded chance.
 *
 * <p>A step changes both; if the store throws, {@link #pending} tells what may or may not have
 * happened.
 */
final class StoreWorld {
  static final Path DIRECTORY = Path.of("data", "regions", "local");
  private static final int BLOCKS_MAX = 12;

  /** A few blocks to a segment and a buffer, a few flushes to a journal. */
  private static final StoreLimits SMALL = new StoreLimits(5 * BLOCK_BYTES, 3, 12);

  private FileAccess files;
  private final SplittableRandom chance;
  private final StoreLimits limits;
  BlockStore store;
  final Map<UUID, DiskModel> volumes = new TreeMap<>();
  final Map<UUID, ImageModel> images = new TreeMap<>();
  final Map<UUID, List<ImageModel>> chains = new TreeMap<>();
  private long idsUsed;

  /** What the step in progress would have made or removed; empty between steps. */
  @Nullable Runnable pending;

  /** A close also closes when its flush fails. */
  boolean closed;

  /** An image as it must be for ever, deleted or not. */
  static final class ImageModel {
    final UUID id;
    final UUID chain;
    final byte[] bytes;
    final BitSet written;
    List<BlockEntry> delta = List.of();
    boolean live = true;

    ImageModel(UUID id, UUID chain, byte[] bytes, BitSet written) {
      this.id = id;
      this.chain = chain;
      this.bytes = bytes;
      this.written = written;
    }
  }

  StoreWorld(FileAccess files, SplittableRandom chance) {
    this.files = files;
    this.chance = chance;
    this.limits = chance.nextInt(3) == 0 ? StoreLimits.PRODUCT : SMALL;
    this.store = LocalBlockStore.open(files, DIRECTORY, limits);
  }

  UUID newId() {
    return new UUID(7, ++idsUsed);
  }

  UUID newestId() {
    return new UUID(7, idsUsed);
  }

  void step() {
    int choice = chance.nextInt(104);
    if (volumes.isEmpty() || choice < 3) {
      createVolume();
    } else if (choice < 45) {
      write();
    } else if (choice < 55) {
      clear();
    } else if (choice < 63) {
      flush();
    } else if (choice < 78) {
      seal();
    } else if (choice < 86) {
      deleteImage();
    } else if (choice < 88) {
      resize();
    } else if (choice < 91) {
      copyFull();
    } else if (choice < 94) {
      createVolumeFrom();
    } else if (choice < 97) {
      hydrate();
    } else if (choice < 98) {
      deleteVolume();
    } else if (choice < 100) {
      reopen();
    } else {
      reclaim();
    }
    pending = null;
  }

  void reopen() {
    closed = true;
    store.close();
    volumes.values().forEach(DiskModel::flushed);
    open();
  }

  /** Opens on other files, as a new process does. */
  void openOn(FileAccess other) {
    files = other;
    open();
  }

  void open() {
    store = LocalBlockStore.open(files, DIRECTORY, limits);
    closed = false;
  }

  DiskModel disk(UUID id) {
    return Objects.requireNonNull(volumes.get(id));
  }

  private UUID anyOf(Map<UUID, ?> map) {
    List<UUID> ids = new ArrayList<>(map.keySet());
    return ids.get(chance.nextInt(ids.size()));
  }

  private int anySize() {
    return (1 + chance.nextInt(BLOCKS_MAX * BLOCK_BYTES / PAGE_BYTES)) * PAGE_BYTES;
  }

  private void createVolume() {
    if (volumes.size() >= 4) {
      return;
    }
    UUID id = newId();
    byte[] bytes = new byte[anySize()];
    pending = () -> volumes.put(id, new DiskModel(bytes));
    store.createVolume(new VolumeId(id), bytes.length);
    pending.run();
  }

  private void createVolumeFrom() {
    List<ImageModel> live = images.values().stream().filter(image -> image.live).toList();
    if (live.isEmpty() || volumes.size() >= 5) {
      return;
    }
    ImageModel image = live.get(chance.nextInt(live.size()));
    UUID id = newId();
    byte[] bytes =
        java.util.Arrays.copyOf(
            image.bytes, image.bytes.length + chance.nextInt(3) * 7 * PAGE_BYTES);
    pending = () -> volumes.put(id, new DiskModel(bytes));
    store.createVolumeFrom(new VolumeId(id), new ImageId(image.id), bytes.length);
    pending.run();
  }

  /** A range of whole pages: short ones and long ones, often at the edges of blocks. */
  private int[] anyRange(int size) {
    int pages = size / PAGE_BYTES;
    int start = chance.nextInt(pages);
    if (chance.nextInt(3) == 0) {
      start = start / 128 * 128;
    }
    int lengthMax =
        switch (chance.nextInt(4)) {
          case 0 -> 1;
          case 1 -> 16;
          case 2 -> 128;
          default -> 400;
        };
    int end = Math.min(pages, start + 1 + chance.nextInt(lengthMax));
    return new int[] {start * PAGE_BYTES, end * PAGE_BYTES};
  }

  private byte[] anyBytes(int length) {
    byte[] bytes = new byte[length];
    switch (chance.nextInt(4)) {
      case 0 -> {} // Zeros, written as data.
      case 1 -> java.util.Arrays.fill(bytes, (byte) chance.nextInt(3));
      default -> chance.nextBytes(bytes);
    }
    return bytes;
  }

  private void write() {
    UUID id = anyOf(volumes);
    DiskModel disk = disk(id);
    int[] range = anyRange(disk.bytes.length);
    byte[] data = anyBytes(range[1] - range[0]);
    disk.write(range[0], data);
    store.write(new VolumeId(id), range[0], ByteBuffer.wrap(data));
  }

  private void clear() {
    UUID id = anyOf(volumes);
    DiskModel disk = disk(id);
    int[] range = anyRange(disk.bytes.length);
    disk.clear(range[0], range[1]);
    store.clear(new VolumeId(id), new PageRange(range[0], range[1]));
  }

  private void flush() {
    UUID id = anyOf(volumes);
    store.flush(new VolumeId(id));
    disk(id).flushed();
  }

  private void resize() {
    UUID id = anyOf(volumes);
    DiskModel disk = disk(id);
    int size = disk.bytes.length + chance.nextInt(40) * PAGE_BYTES;
    store.resizeVolume(new VolumeId(id), size);
    disk.resize(size);
  }

  private void seal() {
    UUID volume = anyOf(volumes);
    DiskModel disk = disk(volume);
    ImageModel image = new ImageModel(newId(), volume, disk.bytes, disk.written);
    pending =
        () -> {
          disk.written = new BitSet();
          disk.flushed();
          register(image);
        };
    store.seal(new VolumeId(volume), new ImageId(image.id));
    pending.run();
  }

  private void register(ImageModel image) {
    image.delta = store.deltaOf(new ImageId(image.id)).toList();
    images.put(image.id, image);
    chains.computeIfAbsent(image.chain, _ -> new ArrayList<>()).add(image);
  }

  private void copyFull() {
    List<ImageModel> live = images.values().stream().filter(image -> image.live).toList();
    UUID target = newId();
    if (live.isEmpty() || chance.nextBoolean()) {
      UUID volume = anyOf(volumes);
      ImageModel image = new ImageModel(target, target, disk(volume).bytes, new BitSet());
      pending = () -> register(image);
      store.fullFromVolume(new VolumeId(volume), new ImageId(target));
    } else {
      ImageModel source = live.get(chance.nextInt(live.size()));
      ImageModel image = new ImageModel(target, target, source.bytes, new BitSet());
      pending = () -> register(image);
      store.copyFull(new ImageId(source.id), new ImageId(target));
    }
    pending.run();
  }

  private void deleteImage() {
    if (images.isEmpty()) {
      return;
    }
    ImageModel image = Objects.requireNonNull(images.get(anyOf(images)));
    pending = () -> image.live = false;
    try {
      store.deleteImage(new ImageId(image.id));
      pending.run();
    } catch (ImageInUseException e) {
      assertThat(store.volumes()).anyMatch(volume -> new ImageId(image.id).equals(volume.source()));
    }
  }

  private void hydrate() {
    store.hydrate(new VolumeId(anyOf(volumes)), 1 + chance.nextInt(5 * BLOCK_BYTES));
  }

  /** Changes nothing that can be seen but the space taken. */
  private void reclaim() {
    boolean dryRun = chance.nextInt(5) == 0;
    var _ = store.reclaim(new ReclaimRequest(dryRun, 1 + chance.nextInt(100)), (_, _) -> {});
  }

  /** Deletes volumes and images, in any order that is allowed. */
  void deleteAll() {
    while (!volumes.isEmpty()) {
      deleteVolume();
    }
    images.keySet().forEach(id -> store.deleteImage(new ImageId(id)));
    images.clear();
    chains.clear();
  }

  private void deleteVolume() {
    UUID id = anyOf(volumes);
    pending = () -> volumes.remove(id);
    store.deleteVolume(new VolumeId(id));
    pending.run();
  }
}
