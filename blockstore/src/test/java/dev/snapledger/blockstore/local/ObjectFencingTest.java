package dev.snapledger.blockstore.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.VolumeId;
import dev.snapledger.blockstore.file.LockedException;
import dev.snapledger.blockstore.file.MemoryFiles;
import dev.snapledger.blockstore.object.FencedException;
import dev.snapledger.blockstore.object.MemoryObjects;
import dev.snapledger.blockstore.object.MemoryObjects.Fate;
import dev.snapledger.blockstore.object.ObjectFiles;
import dev.snapledger.blockstore.object.ObjectFilesSettings;
import dev.snapledger.blockstore.object.ObjectNode;
import dev.snapledger.blockstore.object.TakeOver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two nodes that both believe they are the writer: only one is, and nothing confirmed is lost. */
class ObjectFencingTest {
  private static final VolumeId VOLUME = new VolumeId(new UUID(8, 8));
  private static final int FLUSHES = 20;

  /** No bytes of files in records, so that all old records are removed. */
  private static final ObjectFilesSettings.Sizes NOTHING_IN_THE_LOG =
      new ObjectFilesSettings.Sizes(40_000, 0, 3_000, 7, Duration.ofSeconds(20));

  /** A node that flushes the numbers from 1 on into one byte. */
  private static final class Writer {
    private final LocalBlockStore store;
    private int flushed;

    Writer(MemoryObjects.Client client, String node) {
      store =
          LocalBlockStore.open(
              ObjectNode.open(
                  client, ObjectNode.settings(node, TakeOver.ALWAYS, NOTHING_IN_THE_LOG)),
              StoreWorld.DIRECTORY,
              new StoreLimits(1 << 20, 2, 9));
      if (store.findVolume(VOLUME) == null) {
        store.createVolume(VOLUME, 512);
      }
      flushed = value();
    }

    int value() {
      ByteBuffer found = ByteBuffer.allocate(512);
      store.read(VOLUME, 0, found);
      return found.get(0);
    }

    void flushNext() {
      store.write(VOLUME, 0, ByteBuffer.allocate(512).put(0, (byte) (flushed + 1)));
      store.flush(VOLUME);
      flushed++;
    }

    /** Goes on until it is done or refused. */
    void run() {
      while (flushed < FLUSHES) {
        flushNext();
      }
    }
  }

  @Test
  void aWriterThatWasTakenOverAtAnyRequestConfirmsNothingMore() {
    long requests = takeOverAt(Long.MAX_VALUE);
    assertThat(requests).isGreaterThan(40);
    for (long at = 0; at < requests; at++) {
      takeOverAt(at);
    }
  }

  private static long takeOverAt(long request) {
    // given
    MemoryObjects objects = new MemoryObjects();
    MemoryObjects.Client client = objects.client();
    Writer first = new Writer(client, "one");
    AtomicLong left = new AtomicLong(request);
    int[] found = {-1};
    client.between(
        () -> {
          if (left.getAndDecrement() == 0) {
            Writer second = new Writer(objects.client(), "two");
            found[0] = second.value();
            second.flushNext();
          }
        });
    long before = client.requests();

    // when
    try {
      first.run();
    } catch (StoreFaultException e) {
      // then
      assertThat(e).hasMessageContaining("another node took over").hasMessageContaining("two");
      assertThatThrownBy(first::flushNext).isInstanceOf(StoreFaultException.class);
    }
    if (found[0] >= 0) {
      assertThat(found[0])
          .as("taken over at %d", request)
          .isBetween(first.flushed, first.flushed + 1);
      assertThat(new Writer(objects.client(), "three").value()).isEqualTo(found[0] + 1);
    }
    return client.requests() - before;
  }

  @Test
  void whoAsksWhetherItStillHoldsIsToldTheTruthForEver() throws IOException {
    // given
    MemoryObjects objects = new MemoryObjects();
    ObjectFiles held = ObjectNode.open(objects.client(), "one");
    held.requireHeld();
    held.create(Path.of("file")).close();
    held.syncDirectory(Path.of(""));
    held.requireHeld();

    // when: another one takes over, and so much happens that all old records are removed
    Writer next = new Writer(objects.client(), "two");
    for (int i = 0; i < FLUSHES; i++) {
      // then
      assertThatThrownBy(held::requireHeld)
          .isInstanceOf(FencedException.class)
          .hasMessageContaining("two");
      next.flushNext();
    }
    assertThat(held.isEnded()).isFalse(); // It tried nothing.
    held.create(Path.of("other")).close();
    assertThatThrownBy(() -> held.syncDirectory(Path.of(""))).isInstanceOf(FencedException.class);
    assertThat(held.isEnded()).isTrue();
    assertThatThrownBy(held::requireHeld).hasMessageContaining("another node took over");
  }

  @Test
  void nobodyKnowsWhoHoldsWhileTheServerDoesNotAnswer() {
    // given
    MemoryObjects objects = new MemoryObjects();
    MemoryObjects.Client client = objects.client();
    ObjectFiles held = ObjectNode.open(client, "one");

    // when
    client.between(
        () -> {
          throw new UncheckedIOException(new IOException("simulated: no way there"));
        });

    // then
    assertThatThrownBy(held::requireHeld).hasMessageContaining("no way there");
  }

  @Test
  void aHolderOfALaterEpochIsLeftAlone() {
    // given
    MemoryObjects objects = new MemoryObjects();
    long seen = ObjectNode.open(objects.client(), "one").epoch();
    ObjectFiles other = ObjectNode.open(objects.client(), "two");

    // when / then
    assertThatThrownBy(
            () ->
                ObjectFiles.open(
                    objects.client(),
                    new MemoryFiles(),
                    ObjectNode.settings("three", new TakeOver(seen), ObjectNode.SMALL)))
        .isInstanceOf(LockedException.class)
        .hasMessageContaining("two");
    ObjectFiles last =
        ObjectNode.open(
            objects.client(),
            ObjectNode.settings("three", new TakeOver(other.epoch()), ObjectNode.SMALL));
    assertThat(last.epoch()).isGreaterThan(other.epoch());
  }

  @Test
  void aWriterConfirmsNothingThatANewcomerDoesNotSee() {
    long requests = flushDuringOpening(Long.MAX_VALUE);
    assertThat(requests).isGreaterThan(5);
    for (long at = 0; at < requests; at++) {
      flushDuringOpening(at);
    }
  }

  private static long flushDuringOpening(long request) {
    // given
    MemoryObjects objects = new MemoryObjects();
    Writer first = new Writer(objects.client(), "one");
    first.flushNext();
    MemoryObjects.Client client = objects.client();
    AtomicLong left = new AtomicLong(request);
    client.between(
        () -> {
          if (left.getAndDecrement() == 0) {
            try {
              first.run();
            } catch (StoreFaultException e) {
              assertThat(e).hasMessageContaining("another node took over");
            }
          }
        });

    // when
    Writer second = new Writer(client, "two");

    // then
    assertThat(second.value())
        .as("request %d", request)
        .isBetween(first.flushed, first.flushed + 1);
    second.flushNext();
    assertThatThrownBy(first::flushNext).hasMessageContaining("another node took over");
    return client.requests();
  }

  @Test
  void aRecordWhoseAnswerIsLostIsNotWrittenTwice() {
    // given
    MemoryObjects objects = new MemoryObjects();
    MemoryObjects.Client client = objects.client();
    Writer writer = new Writer(client, "one");

    for (int flush = 1; flush <= 10; flush++) {
      // when
      client.fate(client.changes(), Fate.ANSWER_LOST);
      writer.flushNext();
    }

    // then
    assertThat(new Writer(objects.client(), "two").value()).isEqualTo(10);
  }

  /** The record a stale writer would write next is kept when all others before are removed. */
  @Test
  void aWriterThatSleptWhileTheLogWasTidiedIsStillFenced() {
    // given
    MemoryObjects objects = new MemoryObjects();
    Writer first = new Writer(objects.client(), "one");
    first.flushNext();
    Writer second = new Writer(objects.client(), "two");

    // when
    for (int flush = 0; flush < 100; flush++) {
      second.flushNext();
    }

    // then
    assertThat(objects.keys("log/")).hasSizeLessThan(60);
    assertThat(objects.keys("checkpoints/")).hasSizeLessThan(3);
    assertThatThrownBy(first::flushNext)
        .isInstanceOf(StoreFaultException.class)
        .hasMessageContaining("another node took over: epoch");
    assertThat(new Writer(objects.client(), "three").value()).isEqualTo(101);
  }

  /** All that it read was removed before it began its epoch, so a number was free that is not. */
  @Test
  void anOpenerThatSleptWhileTheLogWasTidiedStartsAgain() {
    for (long at = 0; at < 12; at++) {
      // given
      MemoryObjects objects = new MemoryObjects();
      Writer busy = new Writer(objects.client(), "one");
      busy.flushNext();
      MemoryObjects.Client slow = objects.client();
      AtomicLong left = new AtomicLong(at);
      slow.between(
          () -> {
            if (left.getAndDecrement() == 0) {
              flushMany(busy);
            }
          });

      // when
      Writer opened = new Writer(slow, "two");

      // then
      assertThat(opened.value()).as("request %d", at).isBetween(busy.flushed, busy.flushed + 1);
      assertThatThrownBy(busy::flushNext).hasMessageContaining("another node took over");
      opened.flushNext();
    }
  }

  private static void flushMany(Writer writer) {
    try {
      for (int flush = 0; flush < 100; flush++) {
        writer.flushNext();
      }
    } catch (StoreFaultException e) {
      assertThat(e).hasMessageContaining("another node took over");
    }
  }

  @Test
  void aNewcomerIsRefusedUntilTheHolderLeaves() throws IOException {
    // given
    MemoryObjects objects = new MemoryObjects();
    ObjectFiles holder = ObjectNode.open(objects.client(), "one");

    // when / then
    assertThatThrownBy(() -> openPolitely(objects, "two"))
        .hasCauseInstanceOf(LockedException.class)
        .hasMessageContaining("node one")
        .hasMessageContaining("take over");
    openPolitely(objects, "one").close();
    assertThatThrownBy(holder::close).hasMessageContaining("another node took over");
    openPolitely(objects, "two").close();
  }

  private static ObjectFiles openPolitely(MemoryObjects objects, String node) {
    return ObjectNode.open(
        objects.client(), ObjectNode.settings(node, TakeOver.IF_RELEASED, ObjectNode.SMALL));
  }
}
