package dev.snapledger.objectstorage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreContract;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.LocalFileAccess;
import dev.snapledger.blockstore.file.LockedException;
import dev.snapledger.blockstore.local.LocalBlockStore;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectFilesReader;
import dev.snapledger.blockstore.object.ObjectFilesSettings;
import dev.snapledger.blockstore.object.TakeOver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of block stores, with the bytes in a real server and copies on the local disk. */
class S3BlockStoreContractTest extends BlockStoreContract {
  private static final Path STORE = Path.of("regions", "local");
  private static final AtomicInteger STORES = new AtomicInteger();

  @TempDir static Path folder;
  private static S3Server server;

  @BeforeAll
  static void startServer() throws IOException, InterruptedException {
    server = S3Server.start(folder);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected BlockStore openStore() {
    return LocalBlockStore.open(
        files("contract/" + STORES.incrementAndGet(), "one", TakeOver.ALWAYS), STORE);
  }

  private static ObjectFilesSettings settings(String node, TakeOver takeOver) {
    return new ObjectFilesSettings(
        node,
        UUID.randomUUID(),
        takeOver,
        folder.resolve("cache-" + STORES.incrementAndGet()),
        1L << 30,
        LocalBlockStore::doubts,
        InstantSource.system(),
        ObjectFilesSettings.Sizes.PRODUCT);
  }

  private static ObjectFiles files(String prefix, String node, TakeOver takeOver) {
    try {
      return ObjectFiles.open(server.open(prefix), new LocalFileAccess(), settings(node, takeOver));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anotherNodeReadsAndThenTakesOver() throws IOException {
    // given
    VolumeId volume = new VolumeId(new UUID(4, 1));
    ImageId image = new ImageId(new UUID(4, 2));
    byte[] bytes = new byte[12 << 20];
    new SplittableRandom(1).nextBytes(bytes);
    BlockStore first = LocalBlockStore.open(files("many", "one", TakeOver.IF_RELEASED), STORE);
    first.createVolume(volume, bytes.length);
    first.write(volume, 0, ByteBuffer.wrap(bytes));
    first.seal(volume, image);

    // when / then
    ObjectFilesReader reader =
        ObjectFiles.reader(
            server.open("many"), new LocalFileAccess(), settings("two", TakeOver.IF_RELEASED));
    try (BlockStore seen = LocalBlockStore.openReadOnly(reader, STORE)) {
      assertThat(read(seen, image, bytes.length)).isEqualTo(bytes);
    }
    reader.close();
    assertThatThrownBy(() -> files("many", "two", TakeOver.IF_RELEASED))
        .hasCauseInstanceOf(LockedException.class)
        .hasMessageContaining("node one");
    BlockStore second = LocalBlockStore.open(files("many", "two", TakeOver.ALWAYS), STORE);
    assertThat(read(second, image, bytes.length)).isEqualTo(bytes);
    first.write(volume, 0, ByteBuffer.allocate(512).put(0, (byte) 1));
    assertThatThrownBy(() -> first.flush(volume))
        .hasMessageContaining("another node took over")
        .hasMessageContaining("node two");
    second.close();
  }

  private static byte[] read(BlockStore store, ImageId image, int length) {
    ByteBuffer found = ByteBuffer.allocate(length);
    store.read(image, 0, found);
    return found.array();
  }
}
