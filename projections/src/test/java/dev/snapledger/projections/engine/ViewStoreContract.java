package dev.snapledger.projections.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.projections.row.Key;
import dev.snapledger.projections.row.KeyRange;
import dev.snapledger.projections.row.KeyWriter;
import dev.snapledger.projections.row.RowFormat;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every view store must do. */
public abstract class ViewStoreContract {
  protected static final ViewTable<String> TEXTS =
      new ViewTable<>(
          100, "texts", RowFormat.of(1, RowWriter::text, RowReader::text), Key::toString);
  protected static final ViewTable<Long> NUMBERS =
      new ViewTable<>(
          254, "numbers", RowFormat.of(1, RowWriter::number, RowReader::number), Key::toString);

  private ViewStore store;

  /** A new, empty store. */
  protected abstract ViewStore open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  protected static Key key(int... bytes) {
    KeyWriter out = new KeyWriter();
    for (int each : bytes) {
      out.u8(each);
    }
    return out.key();
  }

  private void put(Key key, String value) {
    ViewBatch batch = store.batch();
    batch.put(TEXTS, key, value);
    store.commit(batch);
  }

  private static <R> List<Key> keys(ViewReader reader, ViewTable<R> table, KeyRange range) {
    return reader.scan(table, range).rows(Integer.MAX_VALUE).stream().map(Row::key).toList();
  }

  @Test
  void aRowKeepsItsValueAfterItsCursorAndLaterChanges() {
    // given
    put(key(1), "one");
    List<Row<String>> rows = store.scan(TEXTS, KeyRange.ofPrefix(key(1))).rows(10);

    // when
    put(key(1), "two");

    // then
    assertThat(rows).singleElement().extracting(Row::value).isEqualTo("one");
  }

  @Test
  void findsWhatWasPutUntilItIsRemoved() {
    // given
    put(key(1), "one");
    assertThat(store.find(TEXTS, key(1))).isEqualTo("one");
    assertThat(store.find(TEXTS, key(2))).isNull();

    // when
    ViewBatch batch = store.batch();
    batch.remove(TEXTS, key(1));
    batch.remove(TEXTS, key(9));
    store.commit(batch);

    // then
    assertThat(store.find(TEXTS, key(1))).isNull();
    assertThat(keys(store, TEXTS, KeyRange.ALL)).isEmpty();
  }

  @Test
  void removesAllRowsUnderAPrefixButThosePutAfterwards() {
    // given
    List.of(key(1), key(1, 0), key(1, 255), key(2), key(255), key(255, 7))
        .forEach(each -> put(each, "old"));

    // when
    ViewBatch batch = store.batch();
    batch.put(TEXTS, key(1, 9), "never seen");
    batch.removePrefix(TEXTS, key(1));
    batch.removePrefix(TEXTS, key(255));
    batch.put(TEXTS, key(1, 0), "new");

    // then the batch shows it at once, the store after the commit
    assertThat(batch.find(TEXTS, key(1))).isNull();
    assertThat(batch.find(TEXTS, key(1, 0))).isEqualTo("new");
    assertThat(keys(batch, TEXTS, KeyRange.ALL)).containsExactly(key(1, 0), key(2));
    assertThat(store.find(TEXTS, key(255, 7))).isEqualTo("old");
    store.commit(batch);
    assertThat(keys(store, TEXTS, KeyRange.ALL)).containsExactly(key(1, 0), key(2));
    assertThat(store.find(TEXTS, key(1, 0))).isEqualTo("new");
    assertThat(store.find(TEXTS, key(1))).isNull();
  }

  @Test
  void writesNothingOfANewRowThatIsRemovedInTheSameBatch() {
    // given
    put(key(1), "old");
    ViewBatch batch = store.batch();

    // when
    batch.putNew(TEXTS, key(2), "new");
    batch.putNew(TEXTS, key(3), "new");
    batch.put(TEXTS, key(3), "changed");
    batch.putNew(TEXTS, key(4), "stays");
    assertThat(keys(batch, TEXTS, KeyRange.ALL)).containsExactly(key(1), key(2), key(3), key(4));
    batch.remove(TEXTS, key(2));
    batch.remove(TEXTS, key(3));
    batch.remove(TEXTS, key(1));

    // then
    assertThat(batch.find(TEXTS, key(2))).isNull();
    assertThat(keys(batch, TEXTS, KeyRange.ALL)).containsExactly(key(4));
    List<Key> written = new ArrayList<>();
    batch.drain(
        new ViewBatch.ChangeSink() {
          @Override
          public void clear(ViewTable<?> table, KeyRange range) {
            throw new AssertionError("expected no range to be cleared, but found " + range);
          }

          @Override
          public void accept(ViewTable<?> table, Key key, byte @Nullable [] row) {
            written.add(key);
          }
        });
    assertThat(written).containsExactly(key(1), key(4));
  }

  @Test
  void showsChangesTheSameBeforeAndAfterTheirTableWasScanned() {
    // given
    put(key(5), "stored");
    ViewBatch batch = store.batch();
    batch.put(TEXTS, key(9), "nine");
    batch.put(TEXTS, key(2), "two");

    // when
    assertThat(batch.find(TEXTS, key(9))).isEqualTo("nine");
    RowCursor<String> before = batch.scan(TEXTS, KeyRange.ALL);
    batch.put(TEXTS, key(9), "again");
    batch.remove(TEXTS, key(2));
    batch.put(TEXTS, key(7), "seven");

    // then a cursor shows what was there when it was made, everything else what is there now
    assertThat(before.values()).containsExactly("two", "stored", "nine");
    assertThat(batch.scan(TEXTS, KeyRange.ALL).values())
        .containsExactly("stored", "seven", "again");
    assertThat(batch.find(TEXTS, key(9))).isEqualTo("again");
    assertThat(batch.find(TEXTS, key(2))).isNull();
    store.commit(batch);
    assertThat(keys(store, TEXTS, KeyRange.ALL)).containsExactly(key(5), key(7), key(9));
  }

  @Test
  void keepsTablesApart() {
    // given
    ViewBatch batch = store.batch();
    batch.put(TEXTS, key(1), "one");
    batch.put(NUMBERS, key(1), 1L);
    batch.put(NUMBERS, key(255, 255), 2L);
    batch.put(NUMBERS, key(7), 7L);
    store.commit(batch);
    ViewBatch cleared = store.batch();
    cleared.removePrefix(NUMBERS, key(7));
    cleared.removePrefix(TEXTS, key(255));
    store.commit(cleared);

    // then
    assertThat(store.find(TEXTS, key(1))).isEqualTo("one");
    assertThat(store.find(NUMBERS, key(1))).isEqualTo(1L);
    assertThat(keys(store, TEXTS, KeyRange.ALL)).containsExactly(key(1));
    assertThat(keys(store, NUMBERS, KeyRange.ALL)).containsExactly(key(1), key(255, 255));
  }

  @Test
  void ordersKeysAsUnsignedBytesWithPrefixesFirst() {
    // given
    List<Key> sorted =
        List.of(key(), key(0), key(0, 0), key(0, 1), key(127), key(128), key(255), key(255, 0));
    sorted.reversed().forEach(each -> put(each, each.toString()));

    // then
    assertThat(keys(store, TEXTS, KeyRange.ALL)).isEqualTo(sorted);
  }

  @Test
  void scansHalfOpenRangesAndPrefixes() {
    // given
    List.of(key(1), key(1, 0), key(1, 255), key(2), key(255), key(255, 255), key(255, 255, 7))
        .forEach(each -> put(each, "row"));

    // then
    assertThat(keys(store, TEXTS, new KeyRange(key(1, 0), key(2))))
        .containsExactly(key(1, 0), key(1, 255));
    assertThat(keys(store, TEXTS, KeyRange.ofPrefix(key(1))))
        .containsExactly(key(1), key(1, 0), key(1, 255));
    assertThat(keys(store, TEXTS, KeyRange.ofPrefix(key(1, 255)))).containsExactly(key(1, 255));
    assertThat(keys(store, TEXTS, KeyRange.ofPrefix(key(255, 255))))
        .containsExactly(key(255, 255), key(255, 255, 7));
    assertThat(keys(store, TEXTS, KeyRange.ofPrefix(key(1)).after(key(1, 0))))
        .containsExactly(key(1, 255));
    assertThat(keys(store, TEXTS, KeyRange.ofPrefix(key(3)))).isEmpty();
  }

  @Test
  void showsABatchToOthersOnlyAfterCommit() {
    // given
    put(key(1), "old");
    ViewBatch batch = store.batch();
    batch.put(TEXTS, key(1), "new");
    batch.put(TEXTS, key(2), "two");

    // then
    assertThat(batch.find(TEXTS, key(1))).isEqualTo("new");
    assertThat(store.find(TEXTS, key(1))).isEqualTo("old");
    assertThat(store.find(TEXTS, key(2))).isNull();

    // when
    store.commit(batch);

    // then
    assertThat(store.find(TEXTS, key(1))).isEqualTo("new");
    assertThat(store.find(TEXTS, key(2))).isEqualTo("two");
  }

  @Test
  void refusesToCommitABatchTwice() {
    // given
    ViewBatch batch = store.batch();
    batch.put(TEXTS, key(1), "one");
    store.commit(batch);

    // then
    assertThatThrownBy(() -> store.commit(batch)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readViewsAndCursorsDoNotChange() {
    // given
    put(key(1), "old");
    put(key(3), "three");

    try (ReadView view = store.readView();
        RowCursor<String> cursor = store.scan(TEXTS, KeyRange.ALL)) {
      // when
      put(key(1), "new");
      put(key(2), "two");
      ViewBatch batch = store.batch();
      batch.remove(TEXTS, key(3));
      store.commit(batch);

      // then
      assertThat(view.find(TEXTS, key(1))).isEqualTo("old");
      assertThat(view.find(TEXTS, key(2))).isNull();
      assertThat(keys(view, TEXTS, KeyRange.ALL)).containsExactly(key(1), key(3));
      assertThat(cursor.next().value()).isEqualTo("old");
      assertThat(cursor.next().value()).isEqualTo("three");
      assertThat(cursor.hasNext()).isFalse();
    }
    assertThat(keys(store, TEXTS, KeyRange.ALL)).containsExactly(key(1), key(2));
  }

  @Test
  void cursorsEndWithAnError() {
    try (RowCursor<String> cursor = store.scan(TEXTS, KeyRange.ALL)) {
      assertThatThrownBy(cursor::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void batchesOverStoresReadAsOneMap() {
    for (long seed = 0; seed < 50; seed++) {
      readsAsOneMap(new SplittableRandom(seed));
    }
  }

  private void readsAsOneMap(SplittableRandom chance) {
    // given
    NavigableMap<Key, String> model = new TreeMap<>();
    ViewBatch cleared = store.batch();
    cleared.removePrefix(TEXTS, Key.EMPTY);
    store.commit(cleared);
    change(chance, model);

    // when
    ViewBatch batch = store.batch();
    for (int step = 0; step < 20; step++) {
      change(batch, chance, model);
    }

    // then
    assertThat(keys(batch, TEXTS, KeyRange.ALL)).containsExactlyElementsOf(model.keySet());
    KeyRange range = KeyRange.ofPrefix(key(chance.nextInt(4)));
    assertThat(batch.scan(TEXTS, range).values())
        .containsExactlyElementsOf(
            model.entrySet().stream()
                .filter(entry -> range.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList());
    store.commit(batch);
    assertThat(store.scan(TEXTS, KeyRange.ALL).values()).containsExactlyElementsOf(model.values());
  }

  private void change(SplittableRandom chance, NavigableMap<Key, String> model) {
    ViewBatch batch = store.batch();
    for (int step = 0; step < 20; step++) {
      change(batch, chance, model);
    }
    store.commit(batch);
  }

  private static void change(
      ViewBatch batch, SplittableRandom chance, NavigableMap<Key, String> model) {
    Key key = key(chance.nextInt(4), chance.nextInt(5));
    if (chance.nextInt(12) == 0) {
      KeyRange range = KeyRange.ofPrefix(key(chance.nextInt(4)));
      batch.removePrefix(TEXTS, range.from());
      model.keySet().removeIf(range::contains);
    } else if (chance.nextInt(3) == 0) {
      batch.remove(TEXTS, key);
      model.remove(key);
    } else {
      String value = "v" + chance.nextInt(1_000);
      batch.put(TEXTS, key, value);
      model.put(key, value);
    }
  }
}
