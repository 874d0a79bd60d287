package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static dev.snapledger.blockstore.geometry.Geometry.PART_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.blockstore.api.DiffPrecision;
import dev.snapledger.blockstore.api.DiffRange;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.geometry.Geometry;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.local.StoreWorld.ImageModel;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Compares everything a store answers with what the model says. */
final class WorldChecker {
  private final StoreWorld world;

  WorldChecker(StoreWorld world) {
    this.world = world;
  }

  void checkAll() {
    world.volumes.forEach(
        (id, disk) -> {
          assertThat(Arrays.mismatch(volumeBytes(id, disk.bytes.length), disk.bytes))
              .as("first wrong byte of volume %s", id)
              .isEqualTo(-1);
          checkAllocated(
              disk.bytes,
              world.store.allocated(new VolumeId(id), new PageRange(0, disk.bytes.length)));
        });
    world.images.values().forEach(this::checkImage);
    world.chains.values().forEach(this::checkDiffs);
  }

  byte[] volumeBytes(UUID id, int size) {
    ByteBuffer found = ByteBuffer.allocate(size);
    world.store.read(new VolumeId(id), 0, found);
    return found.array();
  }

  private void checkImage(ImageModel image) {
    ImageId id = new ImageId(image.id);
    if (!image.live) {
      assertThat(world.store.findImage(id)).isNull();
      return;
    }
    ByteBuffer found = ByteBuffer.allocate(image.bytes.length);
    world.store.read(id, 0, found);
    assertThat(Arrays.mismatch(found.array(), image.bytes))
        .as("first wrong byte of image %s", id)
        .isEqualTo(-1);
    checkAllocated(image.bytes, world.store.allocated(id, new PageRange(0, image.bytes.length)));
    assertThat(world.store.deltaOf(id).toList()).isEqualTo(image.delta);
    checkBlockMap(image, world.store.blockMapOf(id).toList());
  }

  private static void checkAllocated(byte[] bytes, Iterator<PageRange> ranges) {
    BitSet listed = new BitSet();
    long end = -1;
    while (ranges.hasNext()) {
      PageRange range = ranges.next();
      assertThat(range.startByte()).isGreaterThan(end);
      end = range.endByte();
      addParts(listed, range);
    }
    assertThat(listed).isEqualTo(dataParts(bytes));
  }

  private static void addParts(BitSet parts, PageRange range) {
    parts.set(
        (int) (range.startByte() / PART_BYTES), (int) ((range.endByte() - 1) / PART_BYTES) + 1);
  }

  private static BitSet dataParts(byte[] bytes) {
    return differentParts(bytes, new byte[0]);
  }

  /** Parts that differ, bytes beyond an array counting as zero. */
  private static BitSet differentParts(byte[] a, byte[] b) {
    BitSet parts = new BitSet();
    for (int i = 0; i < Math.max(a.length, b.length); i++) {
      if ((i < a.length ? a[i] : 0) != (i < b.length ? b[i] : 0)) {
        parts.set(i / PART_BYTES);
        i = (i / PART_BYTES + 1) * PART_BYTES - 1;
      }
    }
    return parts;
  }

  private void checkBlockMap(ImageModel image, List<BlockEntry> found) {
    Map<Integer, BlockEntry> overlay = new TreeMap<>();
    for (ImageModel layer : world.chains.getOrDefault(image.chain, List.of())) {
      layer.delta.forEach(entry -> overlay.put(entry.blockIndex(), entry));
      if (layer == image) {
        break;
      }
    }
    overlay.values().removeIf(entry -> entry.dataMask() == 0);
    assertThat(found).containsExactlyElementsOf(overlay.values());
    Map<Integer, BlockEntry> byBlock = new TreeMap<>();
    found.forEach(entry -> byBlock.put(entry.blockIndex(), entry));
    for (int block = 0; block < Geometry.blocksOf(image.bytes.length); block++) {
      byte[] bytes =
          Arrays.copyOf(
              Arrays.copyOfRange(
                  image.bytes,
                  block * BLOCK_BYTES,
                  Math.min(image.bytes.length, (block + 1) * BLOCK_BYTES)),
              BLOCK_BYTES);
      BlockEntry entry = byBlock.get(block);
      long[] mask = dataParts(bytes).toLongArray();
      assertThat(entry == null ? 0 : entry.dataMask())
          .isEqualTo(mask.length == 0 ? 0 : (int) mask[0]);
      assertThat(entry == null ? 0 : entry.crc32c())
          .isEqualTo(mask.length == 0 ? 0 : BlockCodec.crc32c(bytes));
    }
  }

  private void checkDiffs(List<ImageModel> chain) {
    for (int a = 0; a < chain.size(); a++) {
      for (int b = 0; b < chain.size(); b++) {
        if (chain.get(a).live && chain.get(b).live) {
          BitSet written = new BitSet();
          for (int i = Math.min(a, b) + 1; i <= Math.max(a, b); i++) {
            written.or(chain.get(i).written);
          }
          checkDiff(chain.get(a), chain.get(b), written);
        }
      }
    }
  }

  private void checkDiff(ImageModel from, ImageModel to, BitSet written) {
    BitSet different = differentParts(from.bytes, to.bytes);
    different.clear((to.bytes.length + PART_BYTES - 1) / PART_BYTES, Integer.MAX_VALUE);
    BitSet content = diff(from, to, DiffPrecision.CONTENT);
    assertThat(content).isEqualTo(different);
    BitSet tracked = diff(from, to, DiffPrecision.TRACKED);
    BitSet missed = (BitSet) different.clone();
    missed.andNot(tracked);
    assertThat(missed).as("parts TRACKED missed").isEqualTo(new BitSet());
    tracked.andNot(written);
    assertThat(tracked).as("parts TRACKED lists, but never written").isEqualTo(new BitSet());
  }

  private BitSet diff(ImageModel from, ImageModel to, DiffPrecision precision) {
    BitSet listed = new BitSet();
    BitSet data = dataParts(to.bytes);
    long end = -1;
    for (DiffRange range :
        world.store.diff(new ImageId(from.id), new ImageId(to.id), precision).toList()) {
      assertThat(range.range().startByte()).isGreaterThanOrEqualTo(end);
      end = range.range().endByte();
      assertThat(end).isLessThanOrEqualTo(to.bytes.length);
      BitSet parts = new BitSet();
      addParts(parts, range.range());
      listed.or(parts);
      BitSet both = (BitSet) parts.clone();
      both.and(data);
      assertThat(both)
          .as("parts with data in %s", range)
          .isEqualTo(range.kind() == DiffRange.Kind.DATA ? parts : new BitSet());
    }
    return listed;
  }
}
