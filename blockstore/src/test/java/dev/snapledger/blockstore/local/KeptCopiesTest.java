package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.file.StoreFile;
import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.blockstore.object.MemoryObjects.Request;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectFilesSettings;
import dev.snapledger.blockstore.object.ObjectNode;
import dev.snapledger.blockstore.object.TakeOver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Local copies after a stop: used where they are right, and never believed where they may not. */
class KeptCopiesTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final ImageId IMAGE = new ImageId(new UUID(2, 1));
  private static final int BLOCKS = 3;
  private static final Path FILE = Path.of("0000000001.seg");
  private static final Path LIST = Path.of("cache", "copies.list");

  private final MemoryFiles disk = new MemoryFiles();

  /** A store of one process. */
  private record Node(MemoryObjects.Client objects, ObjectFiles files, LocalBlockStore store) {
    void stop() throws IOException {
      store.close();
      files.close();
    }
  }

  private static Node start(MemoryObjects objects, MemoryFiles disk) {
    MemoryObjects.Client client = objects.client();
    ObjectFiles files = open(client, disk);
    return new Node(client, files, LocalBlockStore.open(files, StoreWorld.DIRECTORY));
  }

  private static ObjectFiles open(MemoryObjects.Client client, MemoryFiles disk) {
    return ObjectNode.open(
        client,
        disk,
        ObjectNode.settings("one", TakeOver.ALWAYS, ObjectFilesSettings.Sizes.PRODUCT));
  }

  /** A bucket with an image of blocks that the seed chooses, left by a clean stop. */
  private MemoryObjects filled(int seed) throws IOException {
    return filled(seed, disk);
  }

  private static MemoryObjects filled(int seed, MemoryFiles disk) throws IOException {
    MemoryObjects objects = new MemoryObjects();
    Node node = start(objects, disk);
    node.store().createVolume(VOLUME, (long) BLOCKS * BLOCK_BYTES);
    write(node, seed);
    node.store().seal(VOLUME, IMAGE);
    node.stop();
    return objects;
  }

  private static void write(Node node, int seed) {
    for (int block = 0; block < BLOCKS; block++) {
      node.store().write(VOLUME, (long) block * BLOCK_BYTES, random(seed + block));
    }
  }

  private static ByteBuffer random(int seed) {
    byte[] bytes = new byte[BLOCK_BYTES];
    new SplittableRandom(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /** Reads the image; gives the requests that it took. */
  private static int assertImage(Node node, int seed) {
    node.objects().resetCounts();
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    for (int block = 0; block < BLOCKS; block++) {
      node.store().read(IMAGE, (long) block * BLOCK_BYTES, found.clear());
      assertThat(found.flip()).as("block %d", block).isEqualTo(random(seed + block));
    }
    return node.objects().count(Request.GET);
  }

  private static void assertFirstBlock(Node node, ImageId image, int seed) {
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    node.store().read(image, 0, found);
    assertThat(found.flip()).isEqualTo(random(seed));
  }

  @Test
  void aCleanStopLeavesThem() throws IOException {
    // given
    MemoryObjects objects = filled(100);

    // when
    Node node = start(objects, disk);

    // then
    assertThat(assertImage(node, 100)).isZero();
  }

  @Test
  void theStartFetchesNoDelta() throws IOException {
    // given: logs of one length
    MemoryObjects objects = filled(100);
    MemoryObjects others = filled(100, new MemoryFiles());

    // when
    Node warm = start(objects, disk);
    Node cold = start(others, new MemoryFiles());

    // then: the list costs a look at one record, and the hints alone would only make up for it
    assertThat(warm.objects().count(Request.GET)).isLessThan(cold.objects().count(Request.GET));
    assertThat(assertImage(cold, 100)).isPositive();
  }

  @Test
  void theyAreStillThereAfterTwoStops() throws IOException {
    // given
    MemoryObjects objects = filled(100);
    start(objects, disk).stop();

    // when
    Node node = start(objects, disk);

    // then
    assertThat(assertImage(node, 100)).isZero();
  }

  @Test
  void aCrashLeavesNone() throws IOException {
    // given: read, and not stopped
    MemoryObjects objects = filled(100);
    var _ = assertImage(start(objects, disk), 100);

    // when
    Node node = start(objects, disk);

    // then
    assertThat(assertImage(node, 100)).isPositive();
  }

  @Test
  void aListThatPowerTookAwayIsNotMissed() throws IOException {
    // given
    MemoryObjects objects = filled(100);
    disk.restart(new SplittableRandom(1));

    // when
    Node node = start(objects, disk);

    // then: the list was durable, and so was what it lists
    assertThat(assertImage(node, 100)).isZero();
  }

  @Test
  void aListIsGoneForGoodBeforeACopyChanges() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      // given
      MemoryFiles lost = new MemoryFiles();
      Node node = start(filled(100, lost), lost);
      write(node, 200);
      node.store().flush(VOLUME);

      // when
      lost.restart(new SplittableRandom(seed));

      // then
      assertThat(lost.exists(LIST)).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void thoseOfAnotherBucketAreWorthNothing() throws IOException {
    // given: the same files with the same versions, and other bytes
    var _ = filled(100);
    MemoryFiles before = disk.copy();
    MemoryObjects other = filled(900);

    // when
    Node node = start(other, before);

    // then
    assertThat(assertImage(node, 900)).isPositive();
  }

  @Test
  void thoseOfABucketThatWentBackAreWorthNothing() throws IOException {
    // given: an image that the bucket, brought back to what it was before, never had
    MemoryObjects objects = filled(100);
    Set<String> before = Set.copyOf(objects.keys(""));
    ImageId second = new ImageId(new UUID(2, 2));
    seal(objects, disk, 500, second);
    objects.keys("").stream().filter(key -> !before.contains(key)).forEach(objects::remove);
    seal(objects, new MemoryFiles(), 700, second);

    // when
    Node node = start(objects, disk);

    // then
    assertFirstBlock(node, second, 700);
    assertThat(assertImage(node, 100)).isPositive();
  }

  private static void seal(MemoryObjects objects, MemoryFiles disk, int seed, ImageId image)
      throws IOException {
    Node node = start(objects, disk);
    write(node, seed);
    node.store().seal(VOLUME, image);
    node.stop();
  }

  @Test
  void whatAnotherNodeWroteMeanwhileIsFetched() throws IOException {
    // given
    MemoryObjects objects = filled(100);
    ImageId second = new ImageId(new UUID(2, 2));
    seal(objects, new MemoryFiles(), 500, second);

    // when
    Node node = start(objects, disk);

    // then
    assertFirstBlock(node, second, 500);
    assertThat(assertImage(node, 100)).isZero();
  }

  @Test
  void aFileThatAnotherNodeChangedIsFetched() throws IOException {
    // given
    MemoryObjects objects = new MemoryObjects();
    writeFile(objects, disk, 1);
    writeFile(objects, new MemoryFiles(), 2);

    // when / then
    assertThat(readFile(objects)).isEqualTo(random(2));
  }

  @Test
  void whatWasNotSyncedIsForgotten() throws IOException {
    // given
    MemoryObjects objects = new MemoryObjects();
    writeFile(objects, disk, 1);
    try (ObjectFiles files = open(objects.client(), disk);
        StoreFile open = files.open(FILE)) {
      open.write(0, random(2));
    }

    // when / then
    assertThat(readFile(objects)).isEqualTo(random(1));
  }

  private static void writeFile(MemoryObjects objects, MemoryFiles disk, int seed)
      throws IOException {
    try (ObjectFiles files = open(objects.client(), disk);
        StoreFile open = files.exists(FILE) ? files.open(FILE) : files.create(FILE)) {
      open.write(0, random(seed));
      open.sync();
      files.syncDirectory(Path.of(""));
    }
  }

  private ByteBuffer readFile(MemoryObjects objects) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    try (ObjectFiles files = open(objects.client(), disk);
        StoreFile open = files.openReadOnly(FILE)) {
      open.read(0, found);
    }
    return found.flip();
  }

  @Test
  void aDamagedListIsNotBelieved() throws IOException {
    // given
    MemoryObjects objects = filled(100);
    for (int at = 0; at < disk.sizeOf(LIST); at++) {
      MemoryFiles damaged = disk.copy();
      damaged.flipBit(LIST, at, at % 8);

      // when
      Node node = start(objects, damaged);

      // then
      assertThat(assertImage(node, 100)).as("byte %d", at).isPositive();
      assertThat(damaged.exists(LIST)).isFalse();
    }
  }

  @Test
  void aCopyThatWentBadIsFetchedAgain() throws IOException {
    // given
    MemoryObjects objects = filled(100);
    for (Path file : disk.files()) {
      if (!file.equals(LIST)) {
        for (int at = 0; at < disk.sizeOf(file); at += 1_024) {
          disk.flipBit(file, at, 3);
        }
      }
    }

    // when
    Node node = start(objects, disk);

    // then
    assertThat(assertImage(node, 100)).isPositive();
  }

  @Test
  void aCopyThatSomebodyRemovedOrCutIsFetchedAgain() throws IOException {
    // given
    MemoryObjects objects = filled(100);
    MemoryFiles cut = disk.copy();
    for (Path file : disk.files()) {
      if (!file.equals(LIST)) {
        disk.delete(file);
        try (var open = cut.open(file)) {
          open.resize(cut.sizeOf(file) / 2);
        }
      }
    }

    // when / then
    assertThat(assertImage(start(objects, disk), 100)).isPositive();
    assertThat(assertImage(start(objects, cut), 100)).isPositive();
  }
}
