package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.scrub.ScrubDepth;
import dev.snapledger.blockstore.scrub.ScrubListener;
import dev.snapledger.blockstore.scrub.ScrubReport;
import dev.snapledger.blockstore.scrub.ScrubRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A disk of four blocks with three images, to be damaged where it lies.
 *
 * <pre>
 * block    0       1       2       3
 * image 1  random  text    -       -
 * image 2  .       random  random  -
 * image 3  .       .       .       random
 * volume   random  .       .       .
 * </pre>
 */
final class DamagedStore {
  static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  static final int SIZE = 4 * BLOCK_BYTES - 512;
  private static final StoreLimits LIMITS = new StoreLimits(3 * BLOCK_BYTES, 8, 1000);

  final MemoryFiles files;
  LocalBlockStore store;

  DamagedStore() {
    this(new MemoryFiles());
    store.createVolume(VOLUME, SIZE);
    write(0, random(1));
    write(1, text());
    store.seal(VOLUME, image(1));
    write(1, random(2));
    write(2, random(3));
    store.seal(VOLUME, image(2));
    store.write(VOLUME, 3L * BLOCK_BYTES, ByteBuffer.wrap(random(4), 0, BLOCK_BYTES - 512));
    store.seal(VOLUME, image(3));
    write(0, random(5));
    store.flush(VOLUME);
  }

  DamagedStore(MemoryFiles files) {
    this.files = files;
    this.store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, LIMITS);
  }

  static ImageId image(int number) {
    return new ImageId(new UUID(2, number));
  }

  static byte[] random(int seed) {
    byte[] bytes = new byte[BLOCK_BYTES];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  static byte[] text() {
    byte[] bytes = new byte[BLOCK_BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ('a' + i / 100 % 20);
    }
    return bytes;
  }

  private void write(int block, byte[] bytes) {
    store.write(VOLUME, (long) block * BLOCK_BYTES, ByteBuffer.wrap(bytes));
  }

  void reopen() {
    store.close();
    store = LocalBlockStore.open(files, StoreWorld.DIRECTORY, LIMITS);
  }

  /** Where the version of a block is that an image's own delta has. */
  long locator(int image, int block) {
    try {
      String name = StoreDirectory.deltaName(image, image(image), StoreDirectory.DELTA);
      DeltaFile delta =
          DeltaFile.open(
              files,
              StoreWorld.DIRECTORY.resolve("chains").resolve(VOLUME.toString()).resolve(name));
      return delta.locator(delta.blocks().rank(block) - 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A chain without a volume. */
  static ChainId chain() {
    return new ChainId(new UUID(4, 4));
  }

  /** Where the record is that was written last: the volume's, or the upload's. */
  long lastRecord() {
    Path last =
        files.files().stream()
            .filter(f -> f.toString().endsWith(".seg"))
            .reduce((_, b) -> b)
            .orElseThrow();
    int size = files.sizeOf(last);
    String name = String.valueOf(last.getFileName());
    return Locator.of(
        Integer.parseInt(name.substring(0, 10)),
        size - RecordHeader.BYTES - BLOCK_BYTES,
        BLOCK_BYTES);
  }

  static Path segment(long locator) {
    return StoreWorld.DIRECTORY
        .resolve("segments")
        .resolve("%010d.seg".formatted(Locator.segment(locator)));
  }

  /** Inverts a bit of a record, counted from its header. */
  void flip(long locator, int at) {
    files.flipBit(segment(locator), (int) Locator.position(locator) + at, 3);
  }

  void overwrite(Path file, long position, ByteBuffer bytes) throws IOException {
    try (StoreFile open = files.open(file)) {
      open.write(position, bytes);
    }
  }

  ScrubReport scrub(ScrubDepth depth) {
    return store.scrub(ScrubRequest.of(depth), ScrubListener.NONE);
  }

  ScrubReport scrub() {
    return scrub(ScrubDepth.SHALLOW);
  }

  byte[] read(ImageId image, int block) {
    int length = Math.min(BLOCK_BYTES, SIZE - block * BLOCK_BYTES);
    ByteBuffer into = ByteBuffer.allocate(length);
    store.read(image, (long) block * BLOCK_BYTES, into);
    return into.array();
  }

  byte[] readVolume(int block) {
    ByteBuffer into = ByteBuffer.allocate(BLOCK_BYTES);
    store.read(VOLUME, (long) block * BLOCK_BYTES, into);
    return into.array();
  }
}
