package dev.snapledger.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.blockstore.api.BlockEntry;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.QueryError.TooBusy;
import dev.snapledger.projections.diff.HeatMap;
import dev.snapledger.projections.diff.HeatMaps;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewReader;
import dev.snapledger.projections.engine.ViewTable;
import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many heat maps are made at a time, and kept. */
class HeatMapLimitsTest {
  private static final int AT_ONCE = 2;
  private static final int KEPT = 128;

  @TempDir Path folder;
  private final HeatMaps maps = new HeatMaps();
  private final List<SnapshotId> snapshots = new ArrayList<>();
  private QueryWorld world;
  private int reads;

  @BeforeEach
  void start() throws Exception {
    world = new QueryWorld(folder);
    world.disk("rg", "data", Map.of());
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private void take(int count) {
    for (int i = 0; i < count; i++) {
      world.pass(Duration.ofMinutes(1));
      SnapshotId id = new SnapshotId(world.snapshot("data", "rg", "s" + i, Map.of()));
      world.complete(id.value(), new BlockEntry(i, 0xFFFF, 0xFFFF, 1));
      snapshots.add(id);
    }
  }

  /** Rows of the world; counts looks at block maps, which a map is made of, and does more first. */
  private final class Watched implements ViewReader {
    private final Runnable first;
    private boolean begun;

    Watched(Runnable first) {
      this.first = first;
    }

    @Override
    public <R> @Nullable R find(ViewTable<R> table, Key key) {
      return world.ledger.views().store().find(table, key);
    }

    @Override
    public <R> RowCursor<R> scan(ViewTable<R> table, KeyRange range) {
      if (table.name().startsWith("block-map")) {
        reads++;
        if (!begun) {
          begun = true;
          first.run();
        }
      }
      return world.ledger.views().store().scan(table, range);
    }
  }

  private Answer<HeatMap> make(int snapshot, Runnable within) {
    return maps.of(new Watched(within), snapshots.get(snapshot), HeatMap.Of.CHANGES, 16);
  }

  @Test
  void makesSoManyMapsAtATimeAndRefusesOneMore() {
    // given
    take(AT_ONCE + 1);
    List<Answer<HeatMap>> answers = new ArrayList<>();

    // when
    answers.add(make(0, () -> answers.add(make(1, () -> answers.add(make(2, () -> {}))))));

    // then
    assertThat(answers.get(0))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.error()).isInstanceOf(TooBusy.class));
    assertThat(answers.subList(1, 3)).allMatch(Answer.Found.class::isInstance);
    assertThat(make(2, () -> {})).isInstanceOf(Answer.Found.class);
  }

  @Test
  void keepsSoManyMapsAndForgetsTheOneThatWasAskedForLongestAgo() {
    // given
    take(KEPT / 2 + 1);
    for (int i = 0; i < KEPT; i++) {
      readsOf(i);
    }

    // when
    int first = readsOf(0);
    int another = readsOf(KEPT);

    // then
    assertThat(first).isZero();
    assertThat(another).isPositive();
    assertThat(readsOf(0)).isZero();
    assertThat(readsOf(2)).isZero();
    assertThat(readsOf(1)).isPositive();
  }

  /** Asks for one of the maps, two of each snapshot; how much was read for it. */
  private int readsOf(int map) {
    int before = reads;
    HeatMap.Of of = map % 2 == 0 ? HeatMap.Of.DATA : HeatMap.Of.CHANGES;
    Answer<HeatMap> answer = maps.of(new Watched(() -> {}), snapshots.get(map / 2), of, 16);
    assertThat(answer).isInstanceOf(Answer.Found.class);
    return reads - before;
  }
}
