package dev.snapledger.projections.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.projections.LedgerViews;
import dev.snapledger.projections.engine.MemoryViewStore;
import dev.snapledger.projections.engine.Row;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.rocks.RocksViewStore;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.work.WorkItem;
import dev.snapledger.projections.world.LedgerWorld;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewComparisonTest {
  private static LedgerWorld world() {
    LedgerWorld world = new LedgerWorld(new SplittableRandom(42));
    for (int step = 0; step < 2_000; step++) {
      world.step();
    }
    return world;
  }

  @Test
  void findsStoresOfEitherKindEqual(@TempDir Path directory) {
    // given
    LedgerWorld world = world();
    LedgerViews live = LedgerViews.over(new MemoryViewStore());
    world.log.feed(live);
    try (ViewStore rocks = RocksViewStore.open(directory)) {
      world.log.feed(LedgerViews.over(rocks), new SplittableRandom(7));

      // when
      List<TableReport> reports = ViewComparison.compare(rocks, live.store());

      // then
      assertThat(reports).hasSameSizeAs(LedgerViews.TABLES);
      assertThat(reports)
          .allSatisfy(
              report -> {
                assertThat(report.firstDifference()).isNull();
                assertThat(report.rows()).isEqualTo(report.rebuiltRows()).isPositive();
              });
      assertThat(ViewComparison.compare(live.store(), rocks))
          .extracting(TableReport::digest)
          .isEqualTo(reports.stream().map(TableReport::digest).toList());
    }
  }

  @Test
  void namesTheFirstRowThatDiffersInEveryTable() {
    LedgerWorld world = world();
    for (ViewTable<?> table : LedgerViews.TABLES) {
      namesTheRowMissing(table, world);
    }
  }

  private static <R> void namesTheRowMissing(ViewTable<R> table, LedgerWorld world) {
    // given
    LedgerViews live = LedgerViews.over(new MemoryViewStore());
    LedgerViews rebuilt = LedgerViews.over(new MemoryViewStore());
    world.log.feed(live);
    world.log.feed(rebuilt);
    List<Row<R>> rows =
        live.store().scan(table, KeyRange.ALL).rows(Integer.MAX_VALUE).stream()
            .filter(row -> !endsByDone(row.value()))
            .toList();
    Row<R> victim = rows.get(rows.size() / 2);

    // when
    ViewBatch batch = live.store().batch();
    batch.remove(table, victim.key());
    live.store().commit(batch);

    // then
    for (TableReport report : ViewComparison.compare(live.store(), rebuilt.store())) {
      if (report.table().equals(table.name())) {
        assertThat(report.equal()).isFalse();
        assertThat(report.differences()).isEqualTo(1);
        ViewDifference first = Objects.requireNonNull(report.firstDifference());
        assertThat(first.key()).isEqualTo(table.keyText().apply(victim.key()));
        assertThat(first.live()).isNull();
        assertThat(first.rebuilt()).isNotNull();
      } else {
        assertThat(report.equal()).isTrue();
      }
    }
  }

  private static boolean endsByDone(Object row) {
    return row == WorkItem.Ending.DONE
        || (row instanceof WorkItem item && item.ending() == WorkItem.Ending.DONE);
  }

  @Test
  void toleratesWorkThatWasDoneButNotWorkThatCameFromNowhere() {
    // given
    LedgerWorld world = world();
    LedgerViews live = LedgerViews.over(new MemoryViewStore());
    LedgerViews rebuilt = LedgerViews.over(new MemoryViewStore());
    world.log.feed(live);
    world.log.feed(rebuilt);
    WorkItem done =
        live.work().items(0, Integer.MAX_VALUE).stream()
            .filter(item -> item.ending() == WorkItem.Ending.DONE)
            .findFirst()
            .orElseThrow();

    // when
    live.work().done(done);
    live.work().done(done);

    // then
    assertThat(live.work().find(done.position())).isNull();
    assertThat(ViewComparison.compare(live.store(), rebuilt.store()))
        .allMatch(TableReport::equal)
        .extracting(TableReport::doneRows)
        .contains(1L);
    assertThat(ViewComparison.compare(rebuilt.store(), live.store()))
        .anyMatch(report -> !report.equal());
  }
}
