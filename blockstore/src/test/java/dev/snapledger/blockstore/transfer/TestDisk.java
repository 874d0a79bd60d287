package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.vhd.VhdIdentity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;

/** A volume and the bytes it must have, changed by seeded chance. */
final class TestDisk {
  static final VhdIdentity IDENTITY =
      new VhdIdentity(
          Instant.parse("2026-11-24T00:00:00Z"),
          UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));

  final VolumeId volume;
  byte[] bytes;
  private final BlockStore store;
  private final SplittableRandom chance;
  private long imagesSealed;

  TestDisk(BlockStore store, int sizeBytes, long seed) {
    this.store = store;
    this.volume = new VolumeId(new UUID(1, seed));
    this.bytes = new byte[sizeBytes];
    this.chance = new SplittableRandom(seed);
    store.createVolume(volume, sizeBytes);
  }

  /** Writes and clears a few ranges of pages, of mixed lengths. */
  TestDisk change(int times) {
    for (int i = 0; i < times; i++) {
      int pages = bytes.length / 512;
      int start = chance.nextInt(pages);
      int length = 1 + chance.nextInt(Math.min(pages - start, 1 << chance.nextInt(12)));
      if (chance.nextInt(4) == 0) {
        clear(start * 512, length * 512);
      } else {
        byte[] data = new byte[length * 512];
        chance.nextBytes(data);
        write(start * 512, data);
      }
    }
    return this;
  }

  void write(int startByte, byte[] data) {
    store.write(volume, startByte, ByteBuffer.wrap(data));
    System.arraycopy(data, 0, bytes, startByte, data.length);
  }

  void clear(int startByte, int length) {
    store.clear(volume, PageRange.ofLength(startByte, length));
    Arrays.fill(bytes, startByte, startByte + length, (byte) 0);
  }

  void grow(int sizeBytes) {
    store.resizeVolume(volume, sizeBytes);
    bytes = Arrays.copyOf(bytes, sizeBytes);
  }

  ImageId seal() {
    ImageId image = new ImageId(new UUID(volume.value().getLeastSignificantBits(), ++imagesSealed));
    store.seal(volume, image);
    return image;
  }

  byte[] stored() {
    ByteBuffer into = ByteBuffer.allocate((int) size());
    store.read(volume, 0, into);
    return into.array();
  }

  private long size() {
    return bytes.length;
  }

  static byte[] read(BlockStore store, ImageId image, long sizeBytes) {
    ByteBuffer into = ByteBuffer.allocate((int) sizeBytes);
    store.read(image, 0, into);
    return into.array();
  }

  /** Random bytes that are not zero anywhere. */
  byte[] data(int length) {
    byte[] data = new byte[length];
    chance.nextBytes(data);
    for (int i = 0; i < length; i++) {
      data[i] = data[i] == 0 ? 1 : data[i];
    }
    return data;
  }
}
