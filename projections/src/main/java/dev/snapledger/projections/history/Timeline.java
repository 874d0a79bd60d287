package dev.snapledger.projections.history;

import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.resource.ReversedNumbers;
import dev.snapledger.projections.row.Fields;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.row.KeyReader;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of each subscription, newest first: which there were, when, about what. */
public final class Timeline {
  /**
   * Key: subscription 16, reversed time u64, reversed offset u64; times never fall within a
   * partition, so both give one order. Row: type, and what the event is about.
   */
  public static final ViewTable<Entry> TABLE =
      new ViewTable<>(
          35,
          "timeline",
          RowFormat.of(
              1,
              (out, entry) ->
                  out.text(entry.type())
                      .maybe(entry.subjects().diskId(), Fields::diskId)
                      .maybe(entry.subjects().familyId(), Fields::familyId)
                      .maybe(entry.subjects().snapshotId(), Fields::snapshotId),
              in ->
                  new Entry(
                      in.text(),
                      new EventSubjects(
                          in.maybe(Fields::diskId),
                          in.maybe(Fields::familyId),
                          in.maybe(Fields::snapshotId)))),
          Timeline::keyText);

  private Timeline() {}

  /**
   * What the row of an event says.
   *
   * @param type name of the event
   * @param subjects what it is about
   */
  public record Entry(String type, EventSubjects subjects) {}

  static void put(ViewBatch batch, Event event, LogPosition position, EventSubjects subjects) {
    Key key =
        key(event.header().subscriptionId(), event.header().time(), position.logOffset()).key();
    batch.putNew(TABLE, key, new Entry(event.getClass().getSimpleName(), subjects));
  }

  /** The newest event of a subscription; null if there is none. */
  public static @Nullable EventPlace last(ViewReader reader, SubscriptionId subscription) {
    return first(reader, all(subscription));
  }

  /** The newest event that is not later than a time; null if there is none. */
  public static @Nullable EventPlace lastAt(
      ViewReader reader, SubscriptionId subscription, Instant time) {
    KeyRange all = all(subscription);
    Instant whole = Instant.ofEpochMilli(time.toEpochMilli());
    return first(reader, new KeyRange(key(subscription, whole, Long.MAX_VALUE).key(), all.to()));
  }

  /**
   * The newest events, newest first.
   *
   * @param before only those older than this one; null for all
   * @param itemsMax most of them
   */
  public static List<EventPlace> before(
      ViewReader reader, SubscriptionId subscription, @Nullable EventPlace before, int itemsMax) {
    KeyRange range = all(subscription);
    if (before != null) {
      range = range.after(key(subscription, before.time(), before.logOffset()).key());
    }
    return reader.scan(TABLE, range).rows(itemsMax).stream().map(Timeline::placeOf).toList();
  }

  /**
   * The events behind an offset, oldest first.
   *
   * @param itemsMax most of them; if there are more, the newest of them are told
   */
  public static List<EventPlace> after(
      ViewReader reader, SubscriptionId subscription, long logOffset, int itemsMax) {
    List<EventPlace> found = new ArrayList<>();
    try (RowCursor<Entry> rows = reader.scan(TABLE, all(subscription))) {
      while (rows.hasNext() && found.size() < itemsMax) {
        EventPlace place = placeOf(rows.next());
        if (place.logOffset() <= logOffset) {
          break;
        }
        found.add(place);
      }
    }
    return found.reversed();
  }

  /**
   * The newest event whose offset is not above one; null if there is none. As neither times nor
   * offsets fall from event to event, it is found by halving the time between the first and the
   * last.
   */
  public static @Nullable EventPlace lastUpTo(
      ViewReader reader, SubscriptionId subscription, long logOffset) {
    EventPlace last = last(reader, subscription);
    if (last == null || last.logOffset() <= logOffset) {
      return last;
    }
    long below = -1; // All events up to that time have lower offsets.
    long above = last.time().toEpochMilli(); // Some event up to that time has a higher one.
    while (above - below > 1) {
      long middle = below + (above - below) / 2;
      EventPlace found = lastAt(reader, subscription, Instant.ofEpochMilli(middle));
      if (found == null || found.logOffset() <= logOffset) {
        below = middle;
      } else {
        above = middle;
      }
    }
    Key first = key(subscription, Instant.ofEpochMilli(above), logOffset).key();
    return first(reader, new KeyRange(first, all(subscription).to()));
  }

  private static @Nullable EventPlace first(ViewReader reader, KeyRange range) {
    try (RowCursor<Entry> rows = reader.scan(TABLE, range)) {
      return rows.hasNext() ? placeOf(rows.next()) : null;
    }
  }

  private static EventPlace placeOf(Row<Entry> row) {
    KeyReader in = new KeyReader(row.key());
    in.id();
    Instant time = ReversedNumbers.timeOf(in.u64());
    return new EventPlace(
        ReversedNumbers.of(in.u64()), time, row.value().type(), row.value().subjects());
  }

  private static KeyRange all(SubscriptionId subscription) {
    return KeyRange.ofPrefix(new KeyWriter().id(subscription.value()).key());
  }

  private static KeyWriter key(SubscriptionId subscription, Instant time, long logOffset) {
    return new KeyWriter()
        .id(subscription.value())
        .u64(ReversedNumbers.of(time))
        .u64(ReversedNumbers.of(logOffset));
  }

  private static String keyText(Key key) {
    KeyReader in = new KeyReader(key);
    return "subscription %s, time %s, offset %d"
        .formatted(in.id(), ReversedNumbers.timeOf(in.u64()), ReversedNumbers.of(in.u64()));
  }
}
