package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.Compression;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looking into an image that is deleted between the look and the answer. */
class ImageViewTest {
  private ImageView view;
  private Chain chain;

  /** Two images of a deleted volume that hold the same block differently; looks at the newer. */
  @BeforeEach
  void load() throws Exception {
    MemoryFiles files = new MemoryFiles();
    VolumeId volume = new VolumeId(new UUID(1, 1));
    try (LocalBlockStore store = LocalBlockStore.open(files, StoreWorld.DIRECTORY)) {
      store.createVolume(volume, 512);
      for (int i = 1; i <= 2; i++) {
        store.write(volume, 0, ByteBuffer.allocate(512).put(0, (byte) i));
        store.seal(volume, new ImageId(new UUID(2, i)));
      }
      store.deleteVolume(volume);
    }
    StoreDirectory directory = new StoreDirectory(files, StoreWorld.DIRECTORY);
    SegmentStore segments = SegmentLoader.open(directory, StoreLimits.PRODUCT);
    StoreState state =
        StoreLoader.load(
            new StoreContext(
                directory,
                segments,
                new BlockWriter(segments, Compression.ZSTD),
                new IndexMemory(files, directory.segments(), 0),
                StoreLimits.PRODUCT));
    view = state.image(new ImageId(new UUID(2, 2)));
    chain = view.layer().chain;
  }

  @Test
  void givesNoOlderVersionWhenItsImageIsDeletedMeanwhile() throws Exception {
    assertThat(view.version(0).isZero()).isFalse();
    assertRefused(() -> view.version(0));
  }

  @Test
  void doesNotPassOverBlocksWhenItsImageIsDeletedMeanwhile() throws Exception {
    assertThat(view.nextBlock(0)).isEqualTo(0);
    assertRefused(() -> view.nextBlock(0));
  }

  /** Deletes the image while the question waits for the chain. */
  private void assertRefused(Callable<?> question) throws Exception {
    // given
    FutureTask<?> answer = new FutureTask<>(question);
    Thread asking = new Thread(answer);
    chain.lock.writeLock().lock();
    try {
      asking.start();
      while (!chain.lock.hasQueuedThread(asking)) {
        Thread.onSpinWait();
      }

      // when
      chain.hide(view.layer(), _ -> {});
      assertThat(chain.takeUnneeded()).containsExactly(view.layer());
    } finally {
      chain.lock.writeLock().unlock();
    }

    // then
    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NotFoundException.class);
    asking.join();
  }
}
