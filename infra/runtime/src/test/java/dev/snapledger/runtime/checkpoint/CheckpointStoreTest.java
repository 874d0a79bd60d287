package dev.snapledger.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.codec.EntityCodec;
import dev.snapledger.commands.codec.UndecodableException;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.SampleState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  private static final LogPosition POSITION = new LogPosition("log-id", 17, 23);

  @TempDir Path directory;
  private CheckpointStore store;
  private PartitionState state;

  @BeforeEach
  void decideSomething() {
    store = new CheckpointStore(directory.resolve("made/when/missing"), EntityCodec::new);
    state = SampleState.decided();
  }

  @Test
  void readsBackWhatItWrote() throws Exception {
    // when
    write();
    Checkpoint read = Objects.requireNonNull(store.read(state.partition(), "log-id"));

    // then
    assertThat(read.position()).isEqualTo(POSITION);
    PartitionState back = read.state();
    assertThat(back.digest(0, new EntityCodec())).isEqualTo(state.digest(0, new EntityCodec()));
    assertThat(back.nextCommandOffset()).isEqualTo(state.nextCommandOffset());
    assertThat(back.lastDecidedAt()).isEqualTo(state.lastDecidedAt());
    assertThat(SampleState.remembered(back)).isEqualTo(SampleState.remembered(state)).isNotEmpty();
  }

  @Test
  void keepsAnEmptyState() throws Exception {
    // given
    state = new PartitionState(3);

    // when
    write();

    // then
    assertThat(store.read(3, "log-id"))
        .isNotNull()
        .satisfies(c -> assertThat(c.state().lastDecidedAt()).isEqualTo(state.lastDecidedAt()));
  }

  @Test
  void givesNothingWhenThereIsNone() {
    assertThat(store.read(3, "log-id")).isNull();
  }

  @Test
  void discardsTheCheckpointOfAnotherLog() throws Exception {
    write();
    assertThat(store.read(state.partition(), "log-id-of-another-cluster")).isNull();
    assertThatThrownBy(() -> store.readStrictly(state.partition(), "log-id-of-another-cluster"))
        .isInstanceOf(BadCheckpointException.class)
        .hasMessage("expected log log-id-of-another-cluster, but found log-id");
  }

  @Test
  void discardsACheckpointUnderTheNameOfAnotherPartition() throws Exception {
    // given
    write();

    // when
    Files.move(file(), file().resolveSibling("partition-00004.checkpoint"));

    // then
    assertThat(store.read(4, "log-id")).isNull();
  }

  @Test
  void discardsACheckpointOfStateItCannotRead() throws Exception {
    // given
    write();
    CheckpointStore newer =
        new CheckpointStore(
            directory.resolve("made/when/missing"), CheckpointStoreTest::withoutAnySchema);

    // when, then
    assertThat(newer.read(state.partition(), "log-id")).isNull();
  }

  @Test
  void discardsEveryTruncation() throws Exception {
    // given
    write();
    byte[] whole = Files.readAllBytes(file());

    for (int length = 0; length < whole.length; length += 7) {
      // when
      Files.write(file(), Arrays.copyOf(whole, length));

      // then
      assertThat(store.read(state.partition(), "log-id")).as("%d bytes", length).isNull();
    }
  }

  @Test
  void discardsEveryFlippedBit() throws Exception {
    // given
    write();
    byte[] whole = Files.readAllBytes(file());

    for (int at = 0; at < whole.length; at++) {
      // when
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      Files.write(file(), flipped);

      // then
      assertThat(store.read(state.partition(), "log-id")).as("byte %d", at).isNull();
      assertThatThrownBy(() -> store.readStrictly(state.partition(), "log-id"))
          .as("byte %d", at)
          .isInstanceOf(BadCheckpointException.class);
    }
  }

  @Test
  void keepsTheOldOneWhenItCannotWriteANewOne() throws Exception {
    // given
    write();
    Files.createDirectory(file().resolveSibling(file().getFileName() + ".tmp"));

    // when, then
    assertThatThrownBy(this::write).isInstanceOf(IOException.class);
    assertThat(store.read(state.partition(), "log-id")).isNotNull();
  }

  private void write() throws IOException {
    try {
      store.write(state.freeze(), POSITION);
    } finally {
      state.thaw();
    }
  }

  private Path file() {
    return directory
        .resolve("made/when/missing")
        .resolve("partition-%05d.checkpoint".formatted(state.partition()));
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
