package dev.snapledger.projections.query;

import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError;
import dev.snapledger.projections.answer.QueryError.AsOfBeforeLog;
import dev.snapledger.projections.answer.QueryError.AsOfInFuture;
import dev.snapledger.projections.answer.QueryError.InvalidAsOf;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.history.AsOf;
import dev.snapledger.projections.history.Changes;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.history.LastEvent;
import dev.snapledger.projections.history.ResourceEvents;
import dev.snapledger.projections.history.Timeline;
import dev.snapledger.projections.query.LedgerQuery.AwaitChanges;
import dev.snapledger.projections.query.LedgerQuery.FindAsOf;
import dev.snapledger.projections.query.LedgerQuery.FindLastEvent;
import dev.snapledger.projections.query.LedgerQuery.ListResourceEvents;
import dev.snapledger.projections.query.LedgerQuery.ListTimeline;
import dev.snapledger.projections.query.LedgerQuery.ListUsageDays;
import dev.snapledger.projections.usage.Usage;
import org.jspecify.annotations.Nullable;

/** Answers about events, and about when something was. */
final class HistoryAnswers {
  private HistoryAnswers() {}

  static Answer<?> usageDays(ListUsageDays query, ViewReader reader) {
    return new Answer.Found<>(Usage.days(reader, query.subscriptionId(), query.from(), query.to()));
  }

  static Answer<?> last(FindLastEvent query, LedgerViews views) {
    // The offset first: rows may be newer than it says, never older.
    long applied = applied(views, query.partition());
    return new Answer.Found<>(
        new LastEvent(Timeline.last(views.store(), query.subscriptionId()), applied));
  }

  static Answer<?> asOf(FindAsOf query, LedgerViews views) {
    ViewReader reader = views.store();
    return switch (query.asOf()) {
      case AsOf.Time(var time) ->
          found(query, time.toString(), Timeline.lastAt(reader, query.subscriptionId(), time));
      case AsOf.Offset(int partition, long logOffset) -> {
        long applied = applied(views, query.partition());
        if (partition != query.partition()) {
          yield refused(
              new InvalidAsOf(
                  "expected an offset of partition %d, which decides about the subscription, but found one of %d"
                      .formatted(query.partition(), partition)));
        }
        if (logOffset >= applied) {
          yield refused(
              new AsOfInFuture("offset " + logOffset, "offsets below %d".formatted(applied)));
        }
        yield found(
            query,
            "offset " + logOffset,
            Timeline.lastUpTo(reader, query.subscriptionId(), logOffset));
      }
    };
  }

  private static Answer<?> found(FindAsOf query, String demanded, @Nullable EventPlace place) {
    return place == null
        ? refused(new AsOfBeforeLog(demanded, "of subscription " + query.subscriptionId()))
        : new Answer.Found<>(place);
  }

  static Answer<?> timeline(ListTimeline query, ViewReader reader) {
    return new Answer.Found<>(
        Timeline.before(reader, query.subscriptionId(), query.before(), query.itemsMax()));
  }

  static Answer<?> events(ListResourceEvents query, ViewReader reader) {
    return new Answer.Found<>(
        ResourceEvents.upTo(
            reader,
            query.resourceId(),
            query.subscriptionId(),
            query.offsetMax(),
            query.itemsMax()));
  }

  static Answer<?> changes(AwaitChanges query, LedgerViews views, Waiting waiting) {
    waiting.awaitBehind(query.partition(), query.after(), query.waitMax());
    long applied = applied(views, query.partition());
    return new Answer.Found<>(
        new Changes(
            applied,
            Timeline.after(
                views.store(), query.subscriptionId(), query.after(), query.itemsMax())));
  }

  private static long applied(LedgerViews views, int partition) {
    return views.runner().appliedOffset(Feed.EVENTS, partition);
  }

  private static Answer<?> refused(QueryError error) {
    return new Answer.Refused<>(error);
  }
}
