package dev.snapledger.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.projections.audit.BlockMapAudit;
import dev.snapledger.projections.audit.TableReport;
import dev.snapledger.projections.audit.ViewComparison;
import dev.snapledger.projections.engine.Feed;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.engine.ViewStoreFaultException;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.world.LedgerWorld;
import dev.snapledger.projections.world.WorldLog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

final class ViewsPropertyTest {
  private static final int STEPS = 300;

  private static LedgerWorld live(long seed) {
    LedgerWorld world = new LedgerWorld(new SplittableRandom(seed));
    for (int step = 0; step < STEPS; step++) {
      world.step();
    }
    return world;
  }

  private static void assertSame(ViewReader live, ViewReader rebuilt) {
    List<TableReport> reports = ViewComparison.compare(live, rebuilt);
    assertThat(reports)
        .allSatisfy(report -> assertThat(report.firstDifference()).isNull())
        .allSatisfy(report -> assertThat(report.equal()).isTrue());
  }

  @Property(tries = 60)
  void showWhatTheModelSaysAtEveryMoment(@ForAll long seed) {
    // given
    LedgerWorld world = new LedgerWorld(new SplittableRandom(seed));
    LedgerViews views = LedgerViews.over(new MemoryViewStore());

    for (int step = 0; step < STEPS; step++) {
      // when
      world.step();

      // then
      if (step % 50 == 49) {
        world.log.feed(views);
        ModelCheck.check(world, views);
      }
    }
  }

  @Property(tries = 40)
  void areTheSameHoweverTheLogIsCutIntoBatches(@ForAll long seed) {
    // given
    LedgerWorld world = live(seed);
    LedgerViews single = LedgerViews.over(new MemoryViewStore());
    LedgerViews mixed = LedgerViews.over(new MemoryViewStore());

    // when
    world.log.feed(single);
    world.log.feed(mixed, new SplittableRandom(seed + 1));

    // then
    assertSame(single.store(), mixed.store());
  }

  @Property(tries = 40)
  void goOnAfterACrashBetweenBatchesAsIfNothingHappened(@ForAll long seed) {
    // given
    LedgerWorld world = live(seed);
    LedgerViews calm = LedgerViews.over(new MemoryViewStore());
    world.log.feed(calm);
    FailingStore failing = new FailingStore(new SplittableRandom(seed + 1));

    // when
    LedgerViews crashed = LedgerViews.over(failing);
    while (!world.log.atEnd(crashed)) {
      try {
        world.log.feed(crashed, new SplittableRandom(seed + 2));
      } catch (ViewStoreFaultException e) {
        crashed = LedgerViews.over(failing);
      }
    }

    // then
    assertThat(failing.faults).isPositive();
    assertSame(calm.store(), crashed.store());
  }

  @Property(tries = 40)
  void rebuiltHoldNothingButUnfinishedAndHarmlessWork(@ForAll long seed) {
    // given
    LedgerWorld world = new LedgerWorld(new SplittableRandom(seed));
    LedgerViews live = LedgerViews.over(new MemoryViewStore());
    for (int step = 0; step < STEPS; step++) {
      world.step();
      world.log.feed(live, new SplittableRandom(seed + step));
      ModelCheck.doWork(live, step);
    }

    // when
    LedgerViews rebuilt = LedgerViews.over(new MemoryViewStore());
    world.log.feed(rebuilt);

    // then
    assertSame(live.store(), rebuilt.store());
    ModelCheck.checkWork(world, rebuilt);
  }

  @Property(tries = 40)
  void findPublishedBlockMapsInOrder(@ForAll long seed) {
    // given
    LedgerWorld world = live(seed);
    LedgerViews views = LedgerViews.over(new MemoryViewStore());
    world.log.feed(views);

    // when
    List<BlockMapAudit.Finding> findings = new ArrayList<>();
    BlockMapAudit.check(views.store(), findings::add);

    // then
    assertThat(findings).isEmpty();
  }

  @Property(tries = 20)
  void skipWhatWasAppliedBefore(@ForAll long seed) {
    // given
    LedgerWorld world = live(seed);
    LedgerViews once = LedgerViews.over(new MemoryViewStore());
    LedgerViews twice = LedgerViews.over(new MemoryViewStore());
    world.log.feed(once);
    world.log.feed(twice);

    // when
    for (int partition = 0; partition < WorldLog.PARTITIONS; partition++) {
      long end = twice.runner().appliedOffset(Feed.EVENTS, partition);
      twice.runner().apply(partition, world.log.events(partition), end);
    }

    // then
    assertSame(once.store(), twice.store());
  }

  /** Fails some commits, before anything is written. */
  private static final class FailingStore implements ViewStore {
    private final ViewStore below = new MemoryViewStore();
    private final SplittableRandom chance;
    private int faults;

    FailingStore(SplittableRandom chance) {
      this.chance = chance;
    }

    @Override
    public void commit(ViewBatch batch) {
      if (faults == 0 || chance.nextInt(4) == 0) {
        faults++;
        throw new ViewStoreFaultException("expected to write, but the test says no", null);
      }
      below.commit(batch);
    }

    @Override
    public <R> @Nullable R find(ViewTable<R> table, Key key) {
      return below.find(table, key);
    }

    @Override
    public <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
      return below.scan(table, range);
    }

    @Override
    public ReadView readView() {
      return below.readView();
    }

    @Override
    public void close() {
      below.close();
    }
  }
}
