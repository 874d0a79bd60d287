package dev.snapledger.blockstore.scrub;

import dev.snapledger.blockstore.api.BlockDigest;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.geometry.Geometry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Copies of images in all regions of a node.
 *
 * <p>An image and the one it is a copy of have the same bytes, whichever of the two is damaged, and
 * so have copies of copies. A copy in the damaged image's own region counts as well: it has records
 * of its own. What is known of copies is what the stores said when this was made. For any thread.
 */
public final class RegionCopies implements RepairSource {
  private final Map<String, BlockStore> stores;
  private final Map<ImageId, List<ImageId>> relatives = new HashMap<>();

  /** Looks through stores by the names of their regions. */
  public RegionCopies(Map<String, ? extends BlockStore> stores) {
    this.stores = new TreeMap<>(stores);
    for (BlockStore store : this.stores.values()) {
      for (SealedImage image : store.images()) {
        if (image.origin() != null) {
          relate(image.image(), image.origin());
          relate(image.origin(), image.image());
        }
      }
    }
  }

  private void relate(ImageId image, ImageId other) {
    relatives.computeIfAbsent(image, _ -> new ArrayList<>(1)).add(other);
  }

  @Override
  public @Nullable SoundBlock find(
      ImageId image, int blockIndex, int crc32c, @Nullable BlockDigest digest) {
    for (ImageId relative : allRelatives(image)) {
      for (Map.Entry<String, BlockStore> region : stores.entrySet()) {
        byte[] bytes = read(region.getValue(), relative, blockIndex);
        if (bytes != null && matches(bytes, crc32c, digest)) {
          return new SoundBlock(region.getKey(), relative, bytes);
        }
      }
    }
    return null;
  }

  /** The image and all that have its bytes, nearest first. */
  private Set<ImageId> allRelatives(ImageId image) {
    Set<ImageId> found = new LinkedHashSet<>(List.of(image));
    List<ImageId> next = List.of(image);
    while (!next.isEmpty()) {
      List<ImageId> further = new ArrayList<>();
      for (ImageId known : next) {
        for (ImageId relative : relatives.getOrDefault(known, List.of())) {
          if (found.add(relative)) {
            further.add(relative);
          }
        }
      }
      next = further;
    }
    return found;
  }

  /** The block as it would be stored, or null if it is not there or cannot be read. */
  private static byte @Nullable [] read(BlockStore store, ImageId image, int blockIndex) {
    try {
      SealedImage found = store.findImage(image);
      long start = Geometry.startOf(blockIndex);
      if (found == null || start >= found.sizeBytes()) {
        return null;
      }
      byte[] block = new byte[Geometry.BLOCK_BYTES];
      int length = (int) Math.min(block.length, found.sizeBytes() - start);
      store.read(image, start, ByteBuffer.wrap(block, 0, length));
      return block;
    } catch (BlockStoreException _) {
      return null; // Broken or deleted there: another copy may do.
    }
  }

  private static boolean matches(byte[] block, int crc32c, @Nullable BlockDigest digest) {
    CRC32C crc = new CRC32C();
    crc.update(block);
    return (int) crc.getValue() == crc32c && (digest == null || sha256(block).equals(digest));
  }

  private static BlockDigest sha256(byte[] block) {
    try {
      return BlockDigest.of(MessageDigest.getInstance("SHA-256").digest(block));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected a Java runtime with SHA-256", e);
    }
  }
}
