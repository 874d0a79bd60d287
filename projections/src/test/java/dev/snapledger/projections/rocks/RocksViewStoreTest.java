package dev.snapledger.projections.rocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.snapledger.projections.engine.ReadView;
import dev.snapledger.projections.engine.RowCursor;
import dev.snapledger.projections.engine.ViewBatch;
import dev.snapledger.projections.engine.ViewStore;
import dev.snapledger.projections.engine.ViewStoreContract;
import dev.snapledger.projections.engine.ViewStoreFaultException;
import dev.snapledger.projections.row.KeyRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

final class RocksViewStoreTest extends ViewStoreContract {
  private static final AtomicInteger STORES = new AtomicInteger();

  @TempDir private Path directory;

  @Override
  protected ViewStore open() {
    return RocksViewStore.open(directory.resolve("store" + STORES.incrementAndGet()));
  }

  private static void put(ViewStore store) {
    ViewBatch batch = store.batch();
    batch.put(TEXTS, key(1), "one");
    store.commit(batch);
  }

  @Test
  void keepsRowsOverRestarts() {
    // given
    Path here = directory.resolve("kept");
    try (ViewStore store = RocksViewStore.open(here)) {
      put(store);
    }

    // then
    try (ViewStore store = RocksViewStore.open(here)) {
      assertThat(store.find(TEXTS, key(1))).isEqualTo("one");
    }
  }

  @Test
  void refusesADirectoryThatIsOpen() {
    Path here = directory.resolve("open");
    try (ViewStore store = RocksViewStore.open(here)) {
      put(store);
      assertThatThrownBy(() -> RocksViewStore.open(here))
          .isInstanceOf(ViewStoreFaultException.class)
          .hasMessageContaining("expected to open the view store in " + here);
    }
  }

  @Test
  void refusesANewerFormat() throws RocksDBException {
    // given
    Path here = directory.resolve("newer");
    RocksViewStore.open(here).close();
    try (Options options = new Options();
        RocksDB db = RocksDB.open(options, here.toString())) {
      byte[] newer =
          ByteBuffer.allocate(Integer.BYTES).putInt(RocksViewStore.FORMAT_VERSION + 1).array();
      db.put(KeyLayout.formatKey(), newer);
    }

    // then
    assertThatThrownBy(() -> RocksViewStore.open(here))
        .isInstanceOf(ViewStoreFaultException.class)
        .hasMessageContaining("expected format " + RocksViewStore.FORMAT_VERSION)
        .hasMessageContaining("found " + (RocksViewStore.FORMAT_VERSION + 1));
  }

  @Test
  void emptiesAnOlderFormatToBeFilledAgain() throws RocksDBException {
    // given
    Path here = directory.resolve("older");
    try (ViewStore store = RocksViewStore.open(here)) {
      put(store);
    }
    try (Options options = new Options();
        RocksDB db = RocksDB.open(options, here.toString())) {
      db.put(KeyLayout.formatKey(), ByteBuffer.allocate(Integer.BYTES).putInt(1).array());
    }

    // when
    try (ViewStore store = RocksViewStore.open(here)) {
      // then
      assertThat(store.scan(TEXTS, KeyRange.ALL).values()).isEmpty();
      put(store);
    }
    try (ViewStore again = RocksViewStore.open(here)) {
      assertThat(again.scan(TEXTS, KeyRange.ALL).values()).isNotEmpty();
    }
  }

  @Test
  void refusesAFileInPlaceOfADirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> RocksViewStore.open(file)).isInstanceOf(ViewStoreFaultException.class);
  }

  @Test
  void throwsAfterItIsClosedAndNeverCrashes() {
    // given
    ViewStore store = RocksViewStore.open(directory.resolve("closed"));
    put(store);
    ReadView view = store.readView();
    RowCursor<String> cursor = store.scan(TEXTS, KeyRange.ALL);

    // when
    store.close();

    // then
    assertThatThrownBy(() -> store.find(TEXTS, key(1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> view.find(TEXTS, key(1))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
    cursor.close();
    view.close();
    store.close();
  }

  @Test
  void throwsWhenACursorOrReadViewIsClosed() {
    try (ViewStore store = RocksViewStore.open(directory.resolve("users"))) {
      // given
      put(store);
      ReadView view = store.readView();
      RowCursor<String> cursor = view.scan(TEXTS, KeyRange.ALL);

      // when
      cursor.close();
      cursor.close();
      view.close();
      view.close();

      // then
      assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> view.find(TEXTS, key(1))).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> view.scan(TEXTS, KeyRange.ALL))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
