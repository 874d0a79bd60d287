package dev.snapledger.projections.world;

import dev.snapledger.commands.blockmap.BlockMapPart;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.EventHeader;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.engine.BlockMapRecord;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.LogPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Function;

/** A log of two partitions and both feeds, with gaps where transaction markers would be. */
public final class WorldLog {
  public static final int PARTITIONS = 2;
  private static final Instant START = Instant.ofEpochMilli(1_600_000_000_000L);

  private final List<List<EventRecord>> events = List.of(new ArrayList<>(), new ArrayList<>());
  private final List<List<BlockMapRecord>> parts = List.of(new ArrayList<>(), new ArrayList<>());
  private final long[] eventEnds = new long[PARTITIONS];
  private final long[] partEnds = new long[PARTITIONS];
  private long seconds;

  /** The subscription with a number; its partition is the number's parity. */
  public static SubscriptionId subscription(int number) {
    return new SubscriptionId(new UUID(5, number));
  }

  public static int partitionOf(SubscriptionId subscription) {
    return (int) (subscription.value().getLeastSignificantBits() % PARTITIONS);
  }

  /** Time of the newest event. */
  public Instant now() {
    return START.plusSeconds(seconds);
  }

  /** Writes an event, a second after the one before. */
  public LogPosition write(SubscriptionId subscription, Function<EventHeader, Event> event) {
    seconds++;
    int partition = partitionOf(subscription);
    EventHeader header =
        new EventHeader(
            new CommandId(new UUID(7, seconds)), 0, subscription, now(), seconds, "somebody");
    long offset = eventEnds[partition];
    events.get(partition).add(new EventRecord(offset, event.apply(header)));
    eventEnds[partition] = offset + (offset % 5 == 4 ? 2 : 1);
    return new LogPosition(partition, offset);
  }

  /** Writes a part of a block map. */
  public void publish(BlockMapPart part) {
    int partition = partitionOf(part.subscriptionId());
    long offset = partEnds[partition];
    parts.get(partition).add(new BlockMapRecord(offset, part));
    partEnds[partition] = offset + (offset % 3 == 2 ? 2 : 1);
  }

  /** All events of a partition. */
  public List<EventRecord> events(int partition) {
    return List.copyOf(events.get(partition));
  }

  /** Applies everything, one record per batch, events first. */
  public void feed(LedgerViews views) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      while (feedEvents(views, partition, 1)) {
        // Until the end.
      }
      while (feedParts(views, partition, 1)) {
        // Until the end.
      }
    }
  }

  /** Applies everything, in batches of any size, partitions and feeds in any order. */
  public void feed(LedgerViews views, SplittableRandom chance) {
    boolean more = true;
    while (more) {
      int partition = chance.nextInt(PARTITIONS);
      int max = 1 + chance.nextInt(40);
      if (chance.nextBoolean()) {
        feedEvents(views, partition, max);
      } else {
        feedParts(views, partition, max);
      }
      more = !atEnd(views);
    }
  }

  /** Whether everything is applied. */
  public boolean atEnd(LedgerViews views) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (views.runner().appliedOffset(Feed.EVENTS, partition) < eventEnds[partition]
          || views.runner().appliedOffset(Feed.BLOCK_MAPS, partition) < partEnds[partition]) {
        return false;
      }
    }
    return true;
  }

  /** Applies the next events of a partition, with some before them once more; false at the end. */
  public boolean feedEvents(LedgerViews views, int partition, int max) {
    long from = views.runner().appliedOffset(Feed.EVENTS, partition);
    if (from >= eventEnds[partition]) {
      return false;
    }
    List<EventRecord> all = events.get(partition);
    List<EventRecord> next =
        all.stream().filter(record -> record.logOffset() >= from - 3).limit(max + 3L).toList();
    long end = next.getLast().logOffset() + 1;
    views.runner().apply(partition, next, isLast(all, next) ? eventEnds[partition] : end);
    return true;
  }

  /** The same for parts of block maps. */
  public boolean feedParts(LedgerViews views, int partition, int max) {
    long from = views.runner().appliedOffset(Feed.BLOCK_MAPS, partition);
    if (from >= partEnds[partition]) {
      return false;
    }
    List<BlockMapRecord> all = parts.get(partition);
    List<BlockMapRecord> next =
        all.stream().filter(record -> record.logOffset() >= from - 3).limit(max + 3L).toList();
    long end = next.getLast().logOffset() + 1;
    views.runner().applyBlockMaps(partition, next, isLast(all, next) ? partEnds[partition] : end);
    return true;
  }

  private static <T> boolean isLast(List<T> all, List<T> next) {
    return all.getLast().equals(next.getLast());
  }
}
