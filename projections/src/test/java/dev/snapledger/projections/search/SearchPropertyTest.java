package dev.snapledger.projections.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.chain.Snapshots;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.Disks;
import dev.snapledger.projections.engine.EventRecord;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.history.ResourceEvents;
import dev.snapledger.projections.history.Timeline;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.search.SearchFilter.Comparison;
import dev.snapledger.projections.search.SearchFilter.NameMatch;
import dev.snapledger.projections.search.SearchFilter.StateMatch;
import dev.snapledger.projections.search.SearchFilter.TagMatch;
import dev.snapledger.projections.world.LedgerWorld;
import dev.snapledger.projections.world.WorldLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Whatever is looked for, an index finds what going through all rows finds. */
final class SearchPropertyTest {
  private static final int STEPS = 300;
  private static final int SUBSCRIPTIONS = 3;

  private static LedgerWorld world(long seed) {
    LedgerWorld world = new LedgerWorld(new SplittableRandom(seed));
    for (int step = 0; step < STEPS; step++) {
      world.step();
    }
    return world;
  }

  @Property(tries = 40)
  void findsWhatGoingThroughAllRowsFinds(@ForAll long seed) {
    // given
    LedgerWorld world = world(seed);
    LedgerViews views = LedgerViews.over(new MemoryViewStore());
    world.log.feed(views);
    var chance = new SplittableRandom(seed + 1);

    for (int tries = 0; tries < 60; tries++) {
      // when
      SubscriptionId subscription = WorldLog.subscription(chance.nextInt(SUBSCRIPTIONS));
      SearchFilter filter = filter(world, chance);
      List<SnapshotRow> snapshots =
          allPages(
              views.store(), subscription, filter, null, 1 + chance.nextInt(7), Search::snapshots);
      List<DiskRow> disks =
          allPages(views.store(), subscription, filter, null, 1 + chance.nextInt(7), Search::disks);

      // then
      assertThat(snapshots)
          .containsExactlyInAnyOrderElementsOf(
              snapshotsOf(views.store(), subscription).stream().filter(filter::matches).toList());
      assertThat(disks)
          .containsExactlyInAnyOrderElementsOf(
              disksOf(views.store(), subscription).stream().filter(filter::matches).toList());
      if (byTime(filter)) {
        assertThat(snapshots)
            .isSortedAccordingTo(Comparator.comparing(SnapshotRow::startedAt).reversed());
      }
    }
  }

  private static boolean byTime(SearchFilter filter) {
    return (filter.name() == null || filter.name().comparison() == Comparison.WHOLE)
        && (filter.tag() == null || filter.tag().value() != null);
  }

  /** What the views showed after an event. */
  private record Moment(
      SubscriptionId subscription,
      long logOffset,
      Instant time,
      List<SnapshotRow> snapshots,
      List<DiskRow> disks) {}

  @Property(tries = 15)
  void showsThePastAsItWasShownThen(@ForAll long seed) {
    // given
    LedgerWorld world = world(seed);
    LedgerViews views = LedgerViews.over(new MemoryViewStore());
    List<Moment> moments = new ArrayList<>();
    for (int partition = 0; partition < WorldLog.PARTITIONS; partition++) {
      for (EventRecord record : world.log.events(partition)) {
        views.runner().apply(partition, List.of(record), record.logOffset() + 1);
        SubscriptionId subscription = record.event().header().subscriptionId();
        if (record.logOffset() % 7 == 0) {
          moments.add(
              new Moment(
                  subscription,
                  record.logOffset(),
                  record.event().header().time(),
                  snapshotsOf(views.store(), subscription),
                  disksOf(views.store(), subscription)));
        }
      }
    }
    var chance = new SplittableRandom(seed + 1);

    for (Moment moment : moments) {
      // when
      EventPlace byOffset =
          Timeline.lastUpTo(views.store(), moment.subscription(), moment.logOffset());
      EventPlace byTime = Timeline.lastAt(views.store(), moment.subscription(), moment.time());
      SearchFilter filter = chance.nextBoolean() ? SearchFilter.EXISTING : filter(world, chance);

      // then
      assertThat(byOffset).isEqualTo(byTime);
      assertThat(byOffset).isNotNull();
      assertThat(
              allPages(
                  views.store(), moment.subscription(), filter, byOffset, 5, Search::snapshots))
          .containsExactlyInAnyOrderElementsOf(
              moment.snapshots().stream().filter(filter::matches).toList());
      assertThat(allPages(views.store(), moment.subscription(), filter, byOffset, 5, Search::disks))
          .containsExactlyInAnyOrderElementsOf(
              moment.disks().stream().filter(filter::matches).toList());
    }
  }

  @Property(tries = 15)
  void knowsWhereEveryEventIs(@ForAll long seed) {
    // given
    LedgerWorld world = world(seed);
    LedgerViews views = LedgerViews.over(new MemoryViewStore());
    world.log.feed(views);

    for (int number = 0; number < SUBSCRIPTIONS; number++) {
      SubscriptionId subscription = WorldLog.subscription(number);
      List<EventRecord> expected =
          world.log.events(WorldLog.partitionOf(subscription)).stream()
              .filter(record -> record.event().header().subscriptionId().equals(subscription))
              .toList();

      // when
      List<EventPlace> all = new ArrayList<>(Timeline.before(views.store(), subscription, null, 9));
      while (!all.isEmpty()) {
        List<EventPlace> more = Timeline.before(views.store(), subscription, all.getLast(), 9);
        if (more.isEmpty()) {
          break;
        }
        all.addAll(more);
      }

      // then
      assertThat(all.reversed())
          .extracting(EventPlace::logOffset)
          .isEqualTo(expected.stream().map(EventRecord::logOffset).toList());
      assertThat(all.reversed())
          .extracting(EventPlace::type)
          .isEqualTo(expected.stream().map(r -> r.event().getClass().getSimpleName()).toList());
      for (SnapshotRow row : snapshotsOf(views.store(), subscription)) {
        assertThat(
                ResourceEvents.upTo(
                    views.store(), row.resourceId(), subscription, Long.MAX_VALUE, 1_000))
            .isSortedAccordingTo(Comparator.reverseOrder())
            .isEqualTo(
                all.stream()
                    .filter(place -> row.snapshotId().equals(place.subjects().snapshotId()))
                    .map(EventPlace::logOffset)
                    .toList());
      }
    }
  }

  private static SearchFilter filter(LedgerWorld world, SplittableRandom chance) {
    SnapshotState state = List.of(SnapshotState.values()).get(chance.nextInt(5));
    StateMatch match =
        switch (chance.nextInt(3)) {
          case 0 -> StateMatch.EXISTING;
          case 1 -> StateMatch.ANY;
          default -> new StateMatch.One(state, state != SnapshotState.DELETED);
        };
    List<Map.Entry<String, String>> tags =
        world.snapshots.stream().flatMap(s -> s.tags.entrySet().stream()).toList();
    Instant some = world.log.now().minusSeconds(chance.nextInt(STEPS));
    return new SearchFilter(
        chance.nextInt(3) == 0 ? List.of("alpha", "gamma") : null,
        chance.nextInt(3) != 0 || world.snapshots.isEmpty()
            ? null
            : name(world.snapshots.get(chance.nextInt(world.snapshots.size())).name.name(), chance),
        chance.nextInt(3) != 0 || tags.isEmpty()
            ? null
            : tag(tags.get(chance.nextInt(tags.size())), chance),
        match,
        chance.nextInt(3) == 0 ? some : null,
        chance.nextInt(3) == 0 ? some.plusSeconds(chance.nextInt(STEPS)) : null,
        chance.nextInt(3) != 0 || world.disks.isEmpty()
            ? null
            : new FamilyId(world.disks.get(chance.nextInt(world.disks.size())).id.value()),
        chance.nextInt(3) == 0 ? List.of(SnapshotKind.values()).get(chance.nextInt(3)) : null);
  }

  private static NameMatch name(String name, SplittableRandom chance) {
    return chance.nextBoolean()
        ? new NameMatch(name.toUpperCase(Locale.ROOT), Comparison.WHOLE)
        : new NameMatch(name.substring(0, chance.nextInt(name.length())), Comparison.BEGINNING);
  }

  private static TagMatch tag(Map.Entry<String, String> tag, SplittableRandom chance) {
    return new TagMatch(tag.getKey(), chance.nextBoolean() ? tag.getValue() : null);
  }

  private static <R> List<R> allPages(
      ViewReader reader,
      SubscriptionId subscription,
      SearchFilter filter,
      @Nullable EventPlace asOf,
      int itemsMax,
      BiFunction<ViewReader, SearchRequest, SearchPage<R>> search) {
    List<R> all = new ArrayList<>();
    Key after = null;
    do {
      SearchPage<R> page =
          search.apply(reader, new SearchRequest(subscription, filter, asOf, itemsMax, after));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(itemsMax);
      all.addAll(page.items());
      after = page.next();
    } while (after != null);
    return all;
  }

  private static List<SnapshotRow> snapshotsOf(ViewReader reader, SubscriptionId subscription) {
    return reader.scan(Snapshots.TABLE, KeyRange.ALL).values().stream()
        .filter(row -> row.subscriptionId().equals(subscription))
        .toList();
  }

  private static List<DiskRow> disksOf(ViewReader reader, SubscriptionId subscription) {
    return reader.scan(Disks.TABLE, KeyRange.ALL).values().stream()
        .filter(row -> row.subscriptionId().equals(subscription))
        .toList();
  }
}
