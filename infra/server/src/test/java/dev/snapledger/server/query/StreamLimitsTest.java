package dev.snapledger.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.server.http.ApiContent;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** How many streams there may be at a time: each is begun within the one before. */
class StreamLimitsTest {
  private final LineStreams lines = new LineStreams();
  private final OpenStreams changes = new OpenStreams();

  @Test
  void sendsSoManyAnswersOfLinesAtATimeAndRefusesOneMore() {
    // given
    var deepest = new AtomicInteger();

    // when
    nestLines(
        1,
        depth -> {
          deepest.set(depth);
          if (depth == QueryLimits.LINE_STREAMS_MAX) {
            assertThatThrownBy(() -> nestLines(depth + 1, _ -> {}))
                .isInstanceOfSatisfying(
                    ApiException.class, e -> assertThat(e.error().code()).isEqualTo("TooBusy"));
          }
        });

    // then
    assertThat(deepest).hasValue(QueryLimits.LINE_STREAMS_MAX);
    nestLines(QueryLimits.LINE_STREAMS_MAX, _ -> {}); // All places are free again.
  }

  private void nestLines(int depth, IntConsumer within) {
    ApiResponse response =
        lines.answer(
            new LineStreams.Lines<>(
                json -> json.writeNumberField("depth", depth),
                new Nested(
                    () -> {
                      within.accept(depth);
                      if (depth < QueryLimits.LINE_STREAMS_MAX) {
                        nestLines(depth + 1, within);
                      }
                    }),
                new Ranges<>(_ -> new Nested(() -> {}), range -> range, (_, _) -> {})));
    try {
      var streamed = (ApiContent.Streamed) Objects.requireNonNull(response.content());
      streamed.writer().writeTo(new ByteArrayOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No ranges; does something when it is asked for the first. */
  private record Nested(Runnable first) implements Cursor<PageRange> {
    @Override
    public boolean hasNext() {
      first.run();
      return false;
    }

    @Override
    public PageRange next() {
      throw new NoSuchElementException("expected no ranges");
    }
  }

  @Test
  void sendsSoManyStreamsOfChangesAtATimeAndRefusesOneMore() throws IOException {
    // given
    var begun = new AtomicInteger();

    // when
    nestChanges(begun);

    // then
    assertThat(begun).hasValue(QueryLimits.CHANGE_STREAMS_MAX);
    assertThat(changes.hasPlace()).isTrue();
  }

  /** One after the other within each other, until one does nothing. */
  private void nestChanges(AtomicInteger begun) throws IOException {
    changes.send(
        () -> {
          int count = begun.incrementAndGet();
          assertThat(changes.hasPlace()).isEqualTo(count < QueryLimits.CHANGE_STREAMS_MAX);
          nestChanges(begun);
        });
  }
}
