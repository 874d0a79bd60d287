package dev.snapledger.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.runtime.partition.DedupWindow;
import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.SampleState;
import dev.snapledger.runtime.partition.StateDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksCheckpointStoreTest {
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final int PARTITION = SampleState.PARTITION;
  private static final long CACHE_BYTES = 1 << 20;
  private static final LogPosition POSITION = new LogPosition("log-id", 17, 23);

  @TempDir Path parent;
  private Path directory;
  private RocksCheckpointStore store;
  private PartitionState state;

  @BeforeEach
  void decideSomething() {
    directory = parent.resolve("made/when/missing");
    store = open(EntityCodec::new);
    state = SampleState.decided(store.fresh(PARTITION));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private RocksCheckpointStore open(Supplier<Codec<Entity>> codecs) {
    return RocksCheckpointStore.open(directory, codecs, CACHE_BYTES);
  }

  private void reopen() {
    store.close();
    store = open(EntityCodec::new);
  }

  private void write() {
    FrozenState frozen = state.freeze();
    store.write(frozen, POSITION);
    state.thawWritten();
  }

  private static StateDigest digestOf(PartitionState of) {
    return of.digest(0, new EntityCodec());
  }

  @Test
  void readsBackWhatItWrote() {
    // given
    StateDigest before = digestOf(state);
    List<String> remembered = SampleState.remembered(state);

    // when
    write();
    reopen();
    Checkpoint read = Objects.requireNonNull(store.read(PARTITION, "log-id"));

    // then
    assertThat(read.position()).isEqualTo(POSITION);
    assertThat(digestOf(read.state())).isEqualTo(before);
    assertThat(read.state().nextCommandOffset()).isEqualTo(state.nextCommandOffset());
    assertThat(read.state().lastDecidedAt()).isEqualTo(state.lastDecidedAt());
    assertThat(SampleState.remembered(read.state())).isEqualTo(remembered).isNotEmpty();
  }

  @Test
  void theStateGoesOnOverWhatWasWritten() {
    // given
    StateDigest before = digestOf(state);

    // when
    write();

    // then
    assertThat(state.changes()).isZero();
    assertThat(digestOf(state)).isEqualTo(before);
    assertThat(SampleState.remembered(state)).isNotEmpty();
  }

  @Test
  void keepsAnEmptyState() {
    // given
    state = store.fresh(4);

    // when
    write();
    reopen();

    // then
    assertThat(store.read(4, "log-id"))
        .isNotNull()
        .satisfies(c -> assertThat(c.state().lastDecidedAt()).isEqualTo(state.lastDecidedAt()));
  }

  @Test
  void givesNothingWhenThereIsNone() {
    assertThat(store.read(PARTITION, "log-id")).isNull();
  }

  @Test
  void discardsTheCheckpointOfAnotherLog() {
    write();
    assertThat(store.read(PARTITION, "log-id-of-another-cluster")).isNull();
  }

  @Test
  void keepsPartitionsApart() {
    // given
    write();

    // when
    PartitionState other = store.fresh(PARTITION + 1);

    // then
    assertThat(digestOf(other).entities()).isZero();
    assertThat(store.read(PARTITION + 1, "log-id")).isNull();
    assertThat(store.read(PARTITION, "log-id")).isNotNull();
  }

  @Test
  void aFreshStateHasNothingOfTheOldOne() {
    // given
    write();

    // when
    PartitionState fresh = store.fresh(PARTITION);

    // then
    assertThat(digestOf(fresh).entities()).isZero();
    assertThat(fresh.remembered()).isEmpty();
    assertThat(store.read(PARTITION, "log-id")).isNull();
  }

  @Test
  void refusesACheckpointOfAStateThatWasReadAnewSince() {
    // given
    write();
    FrozenState late = state.freeze();

    // when
    var _ = store.read(PARTITION, "log-id");

    // then
    assertThatThrownBy(() -> store.write(late, POSITION))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("read anew");
  }

  @Test
  void distrustsStateThatItCannotDecodeUntilItIsReplaced() {
    // given
    write();
    store.close();
    store = open(RocksCheckpointStoreTest::withoutAnySchema);
    Checkpoint read = Objects.requireNonNull(store.read(PARTITION, "log-id"));

    // when
    assertThatThrownBy(() -> digestOf(read.state())).isInstanceOf(CheckpointFault.class);

    // then
    assertThat(store.read(PARTITION, "log-id")).isNull();
    assertThat(digestOf(store.fresh(PARTITION)).entities()).isZero();
  }

  @Test
  void dropsRepliesHourByHourAndNoneThatIsStillRemembered() {
    // given: a reply at half past an hour, and one a minute before its window ends
    state = store.fresh(PARTITION);
    SampleState.Timeline timeline = new SampleState.Timeline(state);
    timeline.after(HALF_HOUR).createDisk("first");
    write();
    timeline.after(DedupWindow.WINDOW.minusMinutes(1)).createDisk("second");
    write();
    NavigableSet<Integer> hours = ((StoredBase) state.freeze().base()).hours();
    state.thawUnwritten();
    assertThat(hours).hasSize(2);

    // when: the window of the first is over, but its hour is not
    timeline.after(Duration.ofMinutes(2)).createDisk("third");
    write();
    assertThat(SampleState.remembered(state)).hasSize(2);
    assertThat(hours).hasSize(2);
    timeline.after(HALF_HOUR).createDisk("fourth");
    write();

    // then
    List<String> remembered = SampleState.remembered(state);
    reopen();
    PartitionState read = Objects.requireNonNull(store.read(PARTITION, "log-id")).state();
    assertThat(remembered).hasSize(3);
    assertThat(SampleState.remembered(read)).isEqualTo(remembered);
    assertThat(((StoredBase) read.freeze().base()).hours())
        .containsExactlyElementsOf(hours)
        .hasSize(2);
  }

  @Test
  void isUsedByOneProcessAtATime() {
    assertThatThrownBy(() -> open(EntityCodec::new))
        .isInstanceOf(CheckpointFault.class)
        .hasMessageContaining("to be free");
  }

  /** What a checkpoint says. */
  private record Content(LogPosition position, StateDigest digest, List<String> remembered) {}

  @Test
  void everyFlippedByteIsDetectedOrHarmless() throws Exception {
    // given
    write();
    store.close();
    Content whole = Objects.requireNonNull(readCopy());
    int detected = 0;
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      for (int at = 0; at < bytes.length; at += 1 + bytes.length / 20) {
        // when
        byte[] flipped = bytes.clone();
        flipped[at] ^= (byte) 0x10;
        Files.write(file, flipped);
        Content read = readCopy();
        Files.write(file, bytes);

        // then
        assertThat(read == null || read.equals(whole)).as("%s byte %d", file, at).isTrue();
        detected += read == null ? 1 : 0;
      }
    }
    assertThat(detected).isPositive();
  }

  /** What a copy of the files says, as they are now; null when nothing can be trusted. */
  private @Nullable Content readCopy() throws IOException {
    Path copy = Files.createTempDirectory(parent, "copy");
    for (Path file : files()) {
      Files.copy(file, copy.resolve(file.getFileName().toString()));
    }
    try (var damaged = RocksCheckpointStore.openForReading(copy, EntityCodec::new)) {
      Checkpoint read = damaged.read(PARTITION, "log-id");
      return read == null
          ? null
          : new Content(
              read.position(), digestOf(read.state()), SampleState.remembered(read.state()));
    } catch (CheckpointFault e) {
      return null;
    }
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Codec<Entity> withoutAnySchema() {
    return new Codec<>() {
      @Override
      public byte[] encode(Entity value) {
        throw new AssertionError("only reads");
      }

      @Override
      public Entity decode(byte[] bytes) throws UndecodableException {
        throw new UndecodableException("expected the fingerprint of a state schema, but found 0");
      }
    };
  }
}
