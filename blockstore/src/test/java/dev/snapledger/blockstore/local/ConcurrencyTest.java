package dev.snapledger.blockstore.local;

import static dev.snapledger.blockstore.geometry.Geometry.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.ChainId;
import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.ImageUpload;
import dev.snapledger.blockstore.api.InvalidRequestException;
import dev.snapledger.blockstore.api.NotFoundException;
import dev.snapledger.blockstore.api.ReclaimRequest;
import dev.snapledger.blockstore.api.SealedImage;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.MemoryFiles;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Requests beside each other: each gets a right answer or a clear refusal, and the store goes on.
 */
class ConcurrencyTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(1, 1));
  private static final ChainId COPIES = new ChainId(new UUID(3, 3));
  private static final int BLOCKS = 6;

  private final LocalBlockStore store =
      LocalBlockStore.open(
          new MemoryFiles(), StoreWorld.DIRECTORY, new StoreLimits(4 * BLOCK_BYTES, 3, 12));

  @AfterEach
  void close() {
    store.close();
  }

  private static ImageId image(int number) {
    return new ImageId(new UUID(2, number));
  }

  /** Bytes no compressor makes small, so that segments fill up; each long says its generation. */
  private static ByteBuffer block(int generation) {
    ByteBuffer bytes = ByteBuffer.allocate(BLOCK_BYTES);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.putInt(generation).putInt((i + generation) * 0x9E37_79B9);
    }
    return bytes.flip();
  }

  private void writeAll(int generation) {
    for (int i = 0; i < BLOCKS; i++) {
      store.write(VOLUME, (long) i * BLOCK_BYTES, block(generation));
    }
  }

  private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    List<T> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      for (Future<T> answer : threads.invokeAll(tasks)) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  @Test
  void makesAFullImageOnceWhenAskedManyTimesAtOnce() throws Exception {
    // given
    store.createVolume(VOLUME, BLOCKS * BLOCK_BYTES);
    writeAll(1);
    store.seal(VOLUME, image(1));

    for (int round = 10; round < 60; round++) {
      // when
      ImageId target = image(round);
      Callable<SealedImage> ofImage = () -> store.copyFull(image(1), target);
      Callable<SealedImage> ofVolume = () -> store.fullFromVolume(VOLUME, target);
      Set<SealedImage> answers = new HashSet<>(together(List.of(ofImage, ofVolume, ofImage)));

      // then
      assertThat(answers).hasSize(1);
      ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
      store.read(target, 0, found);
      assertThat(found.flip()).isEqualTo(block(1));
      store.deleteImage(target);
    }
  }

  @Test
  void readsARightImageOrNoneWhileImagesComeAndGo() throws Exception {
    // given
    store.createVolume(VOLUME, BLOCKS * BLOCK_BYTES);
    int images = 150;
    AtomicInteger sealed = new AtomicInteger();
    Callable<Integer> writer =
        () -> {
          for (int generation = 1; generation <= images; generation++) {
            writeAll(generation);
            store.seal(VOLUME, image(generation));
            sealed.set(generation);
            store.deleteImage(image(generation - generation % 3));
          }
          return images;
        };
    Callable<Integer> reader =
        () -> {
          int newest = 1;
          int right = 0;
          while (newest <= images) {
            // The newest may be deleted right now; the others were, or never will be.
            right += readsRight(newest) ? 1 : 0;
            right += readsRight(Math.max(1, newest - 3)) ? 1 : 0;
            newest += sealed.get() > newest ? 1 : sealed.get() == images ? 1 : 0;
          }
          return right;
        };

    Callable<Integer> reclaimer =
        () -> {
          int runs = 0;
          for (; sealed.get() < images; runs++) {
            var _ = store.reclaim(new ReclaimRequest(false, 1), (_, _) -> {});
          }
          return runs;
        };

    // when
    together(List.of(writer, reader, reader, reclaimer));

    // then
    for (int generation = 1; generation <= images; generation++) {
      assertThat(readsRight(generation)).isEqualTo(generation % 3 != 0);
    }
  }

  /** Whether the image exists; if so, each of its blocks must be of its generation. */
  private boolean readsRight(int generation) {
    try {
      for (int i = 0; i < BLOCKS; i++) {
        ByteBuffer found = ByteBuffer.allocate(BLOCK_BYTES);
        store.read(image(generation), (long) i * BLOCK_BYTES, found);
        assertThat(found.flip()).isEqualTo(block(generation));
      }
      return true;
    } catch (NotFoundException _) {
      return false;
    }
  }

  @Test
  void endsAnUploadThatIsDeletedAndGoesOn() throws Exception {
    for (int round = 1; round <= 30; round++) {
      // given
      ImageUpload upload = store.upload(image(round), COPIES, image(100), BLOCKS * BLOCK_BYTES);
      int number = round;
      Callable<Integer> copy =
          () -> {
            int put = 0;
            try {
              for (; put < 3000; put++) {
                upload.put(put % BLOCKS, block(put));
                upload.flush();
              }
              throw new AssertionError(
                  "expected the upload to end, but it took " + put + " blocks");
            } catch (NotFoundException _) {
              return put;
            }
          };
      Callable<Integer> delete =
          () -> {
            store.deleteImage(image(number));
            return 0;
          };

      // when
      together(List.of(copy, delete));

      // then
      assertThatThrownBy(upload::seal).isInstanceOf(NotFoundException.class);
      assertThat(store.findImage(image(round))).isNull();
    }
    assertThat(store.usage().liveBytes()).isEqualTo(0);
    store.createVolume(VOLUME, BLOCK_BYTES);
    store.write(VOLUME, 0, block(1));
    store.flush(VOLUME);
  }

  @Test
  void refusesToContinueAnUploadInAnotherChain() {
    // given
    store.upload(image(1), COPIES, image(100), BLOCK_BYTES);

    // when, then
    assertThatThrownBy(
            () -> store.upload(image(1), new ChainId(new UUID(3, 4)), image(100), BLOCK_BYTES))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(COPIES.toString());
  }
}
