package dev.snapledger.blockstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
  @Test
  void handsOutPiecesInOrder() throws Exception {
    // given
    List<Integer> found = new ArrayList<>();

    // when
    try (ReadAhead<Integer, Integer> ahead =
        new ReadAhead<>(
            3, IntStream.range(0, 1000).iterator(), (i, b) -> b.putInt(i).flip().getInt())) {
      Integer next;
      while ((next = ahead.next()) != null) {
        found.add(next);
      }
    }

    // then
    assertThat(found).isEqualTo(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void doesNotReadMoreThanItHasBuffers() throws Exception {
    // given
    List<Integer> asked = new ArrayList<>();
    try (ReadAhead<Integer, Integer> ahead =
        new ReadAhead<>(
            2, IntStream.range(0, 1000).peek(asked::add).iterator(), (piece, _) -> piece)) {
      // when
      Integer first = ahead.next();

      // then
      assertThat(first).isZero();
      assertThat(asked).hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void throwsWhatReadingThrewInItsTurn() throws Exception {
    try (ReadAhead<Integer, Integer> ahead =
        new ReadAhead<>(
            2,
            IntStream.range(0, 9).iterator(),
            (piece, _) -> {
              if (piece == 2) {
                throw new IOException("piece 2");
              }
              return piece;
            })) {
      assertThat(ahead.next()).isZero();
      assertThat(ahead.next()).isEqualTo(1);
      assertThatThrownBy(ahead::next).isInstanceOf(IOException.class).hasMessage("piece 2");
    }
  }

  @Test
  void letsReadersFinishWhenItsCallerIsInterrupted() throws Exception {
    // given
    CountDownLatch reading = new CountDownLatch(1);
    List<Boolean> interruptedReaders = new ArrayList<>();
    ReadAhead<Integer, Integer> ahead =
        new ReadAhead<>(
            1,
            IntStream.range(0, 1).iterator(),
            (piece, _) -> {
              try {
                reading.await();
              } catch (InterruptedException e) {
                interruptedReaders.add(true);
              }
              return piece;
            });

    // when
    Thread.currentThread().interrupt();
    assertThatThrownBy(ahead::next).isInstanceOf(InterruptedIOException.class);
    reading.countDown();
    ahead.close();

    // then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(interruptedReaders).isEmpty();
  }
}
