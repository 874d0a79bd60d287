package dev.snapledger.projections.query;

import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.answer.QueryError.BlockMapNotReady;
import dev.snapledger.projections.answer.QueryError.InvalidQuery;
import dev.snapledger.projections.answer.QueryError.NotCaughtUp;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.ProjectionRunner;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the views to be as far as a query needs.
 *
 * @param runner what moves the views
 * @param waitMax how long each wait may take
 */
record Waiting(ProjectionRunner runner, Duration waitMax) {
  /** Answers when the views are so far, or refuses when they are not in time. */
  Answer<?> answer(@Nullable MinOffset minOffset, Supplier<Answer<?>> answer) {
    if (minOffset != null && (minOffset.partition() < 0 || minOffset.logOffset() < 0)) {
      return new Answer.Refused<>(
          new InvalidQuery(
              "expected a partition and an event offset of at least 0, but found %d and %d"
                  .formatted(minOffset.partition(), minOffset.logOffset())));
    }
    try {
      if (minOffset != null
          && !runner.awaitApplied(minOffset.partition(), minOffset.logOffset(), waitMax)) {
        long applied = runner.appliedOffset(Feed.EVENTS, minOffset.partition());
        return new Answer.Refused<>(new NotCaughtUp(minOffset, applied, waitMax));
      }
      return whenMapped(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("expected to wait for the views, but was interrupted");
    }
  }

  /** Waits until an event behind an offset is applied, or the time is over. */
  void awaitBehind(int partition, long logOffset, Duration wait) {
    try {
      boolean _ = runner.awaitApplied(partition, logOffset + 1, wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("expected to wait for events, but was interrupted");
    }
  }

  /** A block map is published before its snapshot is completed, so it will be read soon. */
  private Answer<?> whenMapped(Supplier<Answer<?>> answer) throws InterruptedException {
    Answer<?> first = answer.get();
    if (!notMapped(first)) {
      return first;
    }
    runner.await(() -> !notMapped(answer.get()), waitMax);
    return answer.get();
  }

  private static boolean notMapped(Answer<?> answer) {
    return answer instanceof Answer.Refused<?>(BlockMapNotReady _);
  }
}
