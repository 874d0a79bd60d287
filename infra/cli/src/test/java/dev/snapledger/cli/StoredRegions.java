package dev.snapledger.cli;

import dev.snapledger.app.data.DataDirectory;
import dev.snapledger.blockstore.BlockStores;
import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.transfer.CopyRequest;
import dev.snapledger.blockstore.transfer.ImageCopier;
import dev.snapledger.blockstore.transfer.Progress;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A stopped node's data directory that has bytes and no log: a disk with two snapshots in eastus,
 * and a copy of the first one in westus.
 *
 * @param folder data directory
 * @param disk the disk's bytes at the first snapshot: blocks 0 to 3; block 1 changes later
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StoredRegions(Path folder, byte[] disk) {
  public static final String EAST = "eastus";
  public static final String WEST = "westus";
  public static final int BLOCK_BYTES = 65_536;
  public static final int SIZE = 4 * BLOCK_BYTES;
  public static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  public static final ImageId FIRST = new ImageId(new UUID(2, 1));
  public static final ImageId SECOND = new ImageId(new UUID(2, 2));
  public static final ImageId COPY = new ImageId(new UUID(2, 3));

  /** Makes it, and leaves it as a node that was stopped does. */
  public static StoredRegions make(Path folder) {
    byte[] disk = new byte[SIZE];
    new SplittableRandom(1).nextBytes(disk);
    DataDirectory.open(folder).close();
    try (BlockStores stores = BlockStores.in(folder)) {
      BlockStore east = stores.region(EAST);
      east.createVolume(VOLUME, SIZE);
      east.write(VOLUME, 0, ByteBuffer.wrap(disk));
      east.seal(VOLUME, FIRST);
      east.write(VOLUME, BLOCK_BYTES, ByteBuffer.wrap(disk, 0, 512));
      east.seal(VOLUME, SECOND);
      new ImageCopier(east, stores.region(WEST))
          .copy(new CopyRequest(FIRST, COPY, new ChainId(new UUID(3, 3))), Progress.NONE);
    }
    return new StoredRegions(folder, disk);
  }

  /** Where the record of a block of the first snapshot is, in the first segment of a region. */
  public static long record(int block) {
    return 64 + block * (64L + BLOCK_BYTES);
  }

  /** The first segment of a region. */
  public Path segment(String region) {
    return folder.resolve("regions").resolve(region).resolve("segments/0000000001.seg");
  }

  /** Inverts a bit of a block of the first snapshot. */
  public void damage(String region, int block) throws IOException {
    try (var bytes = new RandomAccessFile(segment(region).toFile(), "rw")) {
      long at = record(block) + 64 + 1000;
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 0x10);
    }
  }

  /** All files of the stores with their content. */
  public Map<String, String> regionFiles() throws IOException {
    Map<String, String> files = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder.resolve("regions"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            file.toString(),
            Files.getLastModifiedTime(file)
                + " "
                + ByteBuffer.wrap(Files.readAllBytes(file)).hashCode());
      }
    }
    return files;
  }
}
