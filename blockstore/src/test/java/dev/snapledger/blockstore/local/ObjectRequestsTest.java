package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.blockstore.object.MemoryObjects.Fate;
import dev.snapledger.blockstore.object.MemoryObjects.Request;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectFilesReader;
import dev.snapledger.blockstore.object.ObjectFilesSettings;
import dev.snapledger.blockstore.object.ObjectNode;
import dev.snapledger.blockstore.object.TakeOver;
import dev.snapledger.blockstore.scrub.ScrubbableStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What requests of a store cost in requests to the object store; docs/operating say the same. */
class ObjectRequestsTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final int BLOCKS = 400;

  private final MemoryObjects objects = new MemoryObjects();
  private final MemoryObjects.Client client = objects.client();
  private final ObjectFilesSettings settings =
      ObjectNode.settings("one", TakeOver.ALWAYS, ObjectFilesSettings.Sizes.PRODUCT);
  private LocalBlockStore store;

  ObjectRequestsTest() {
    store = LocalBlockStore.open(ObjectNode.open(client, settings), StoreWorld.DIRECTORY);
  }

  @BeforeEach
  void writeOnce() {
    store.createVolume(VOLUME, (long) BLOCKS * BLOCK_BYTES);
    write(0, 1);
    store.flush(VOLUME);
    client.resetCounts();
  }

  private void write(int block, int seed) {
    store.write(VOLUME, (long) block * BLOCK_BYTES, random(seed));
  }

  private static ByteBuffer random(int seed) {
    byte[] bytes = new byte[BLOCK_BYTES];
    new SplittableRandom(seed).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private void assertRequests(int data, int records) {
    assertThat(client.count(Request.PUT)).as("data objects").isEqualTo(data);
    assertThat(client.count(Request.PUT_IF_ABSENT)).as("records").isEqualTo(records);
    assertThat(client.count(Request.GET) + client.count(Request.LIST)).as("reads").isZero();
  }

  @Test
  void aFlushIsOneDataObjectAndOneRecord() {
    // when
    write(1, 2);
    store.flush(VOLUME);

    // then
    assertRequests(1, 1);
  }

  @Test
  void aFlushOfLittleIsOneRecord() {
    // when
    store.write(VOLUME, 0, ByteBuffer.allocate(512).put(0, (byte) 7));
    store.flush(VOLUME);
    client.resetCounts();
    store.write(VOLUME, 5L * BLOCK_BYTES, ByteBuffer.allocate(4096).put(0, (byte) 7));
    store.flush(VOLUME);

    // then
    assertRequests(0, 1);
  }

  @Test
  void aSealOfFlushedBlocksIsOneRecord() {
    // when
    store.seal(VOLUME, new ImageId(new UUID(2, 1)));

    // then
    assertRequests(0, 1);
  }

  @Test
  void aSealOfManyBlocksIsADataObjectForEachEightMebibytesAndOneRecord() {
    // when
    for (int block = 1; block < BLOCKS; block++) {
      write(block, block + 10);
    }
    store.seal(VOLUME, new ImageId(new UUID(2, 1)));

    // then
    assertThat(BLOCKS * BLOCK_BYTES).isBetween(24 << 20, 32 << 20);
    assertRequests(4, 1);
  }

  @Test
  void aColdReadFetchesWhatFollowsInTheSameObject() {
    // given
    for (int block = 0; block < 16; block++) {
      write(block, block + 10);
    }
    store.flush(VOLUME);
    MemoryObjects.Client other = objects.client();
    store = LocalBlockStore.open(ObjectNode.open(other, "two"), StoreWorld.DIRECTORY);

    // when
    other.resetCounts();
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    for (int block = 0; block < 16; block++) {
      store.read(VOLUME, (long) block * BLOCK_BYTES, found.clear());
      assertThat(found.flip()).isEqualTo(random(block + 10));
    }
    int cold = other.count(Request.GET);
    store.read(VOLUME, 0, found.clear());

    // then
    assertThat(cold).isLessThanOrEqualTo(16 * BLOCK_BYTES / ObjectNode.SMALL.readAheadBytes() + 32);
    assertThat(other.count(Request.GET)).as("now it is in the cache").isEqualTo(cold);
  }

  @Test
  void aReaderFollowsTheWriterAndStaysWhereItIs() throws IOException {
    // given
    ImageId first = new ImageId(new UUID(2, 1));
    ImageId second = new ImageId(new UUID(2, 2));
    store.seal(VOLUME, first);
    ObjectFilesReader reader =
        ObjectFiles.reader(
            objects.client(),
            new MemoryFiles(),
            ObjectNode.settings("two", TakeOver.IF_RELEASED, ObjectNode.SMALL));
    ScrubbableStore before = LocalBlockStore.openReadOnly(reader, StoreWorld.DIRECTORY);

    // when
    write(0, 9);
    store.seal(VOLUME, second);

    // then
    assertThat(before.findImage(second)).isNull();
    assertThat(read(before, first)).isEqualTo(random(1));
    assertThat(reader.refresh()).isTrue();
    assertThat(reader.refresh()).isFalse();
    assertThat(read(before, first)).isEqualTo(random(1));
    before.close();
    ScrubbableStore after = LocalBlockStore.openReadOnly(reader, StoreWorld.DIRECTORY);
    assertThat(read(after, first)).isEqualTo(random(1));
    assertThat(read(after, second)).isEqualTo(random(9));
    after.close();
    reader.close();
  }

  private static ByteBuffer read(ScrubbableStore from, ImageId image) {
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    from.read(image, 0, found);
    return found.flip();
  }

  @Test
  void refusesToWriteAfterAnOutageUntilOpenedAgain() {
    // given
    client.fate(client.changes(), Fate.FAILS);
    write(0, 2);

    // when / then
    assertThatThrownBy(() -> store.flush(VOLUME)).hasMessageContaining("refused");
    client.fate(Long.MAX_VALUE, Fate.FAILS);
    assertThatThrownBy(() -> store.flush(VOLUME)).hasMessageContaining("failed");
    store = LocalBlockStore.open(ObjectNode.open(objects.client(), "one"), StoreWorld.DIRECTORY);
    ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
    store.read(VOLUME, 0, found);
    assertThat(found.flip()).isEqualTo(random(1));
  }
}
