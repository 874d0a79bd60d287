package dev.snapledger.runtime.checkpoint;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in memory which keys a partition's checkpoint may hold, so that new ones, which most are,
 * are never looked for in the database.
 *
 * <p>Until the keys of the database are read, on another thread, every key may be there. They are
 * read when the first one is asked for: a state that is never used costs nothing. A filter that is
 * full is replaced by a larger one the same way. For the owner's thread.
 */
final class KnownKeys {
  /** Keys that a filter has room for at least. */
  static final int KEYS_MIN = 1 << 16;

  private final Scan scan;
  private final Executor executor;

  /** Null while every key may be there. */
  private @Nullable KeyFilter filter;

  private @Nullable Building building;
  private boolean failed;

  /** Gives the hashes of all keys that the database holds when it is called; for any thread. */
  @FunctionalInterface
  interface Scan {
    void forEach(LongConsumer hash);
  }

  /**
   * A filter in the making.
   *
   * @param since keys that were written to the database since it was begun
   */
  private record Building(CompletableFuture<KeyFilter> result, Hashes since) {}

  private KnownKeys(Scan scan, Executor executor) {
    this.scan = scan;
    this.executor = executor;
  }

  /** Of a partition whose database is empty. */
  static KnownKeys ofNothing(Scan scan, Executor executor) {
    KnownKeys known = new KnownKeys(scan, executor);
    known.filter = new KeyFilter(KEYS_MIN);
    return known;
  }

  /** Of a partition whose database has to be read first; {@code executor} does that. */
  static KnownKeys of(Scan scan, Executor executor) {
    return new KnownKeys(scan, executor);
  }

  /** False only if the database surely lacks the key of that hash. */
  boolean mayContain(long hash) {
    if (filter == null) {
      adopt();
      if (filter == null && building == null && !failed) {
        build();
      }
    }
    return filter == null || filter.mayContain(hash);
  }

  /** Told of each key that was written to the database. */
  void add(long hash) {
    adopt();
    if (building != null) {
      building.since().accept(hash);
    }
    if (filter != null) {
      filter.add(hash);
      if (filter.isFull() && building == null && !failed) {
        build();
      }
    }
  }

  private void build() {
    building =
        new Building(CompletableFuture.supplyAsync(this::readDatabase, executor), new Hashes());
  }

  private KeyFilter readDatabase() {
    Hashes hashes = new Hashes();
    scan.forEach(hashes);
    KeyFilter built = new KeyFilter(Math.max(KEYS_MIN, 2 * hashes.size()));
    hashes.addAllTo(built);
    return built;
  }

  /** Takes what was built, with the keys that were written meanwhile. */
  private void adopt() {
    if (building == null || !building.result().isDone()) {
      return;
    }
    Building ended = building;
    building = null;
    if (ended.result().isCompletedExceptionally()) {
      failed = true; // The next look-up in the database says why, if it matters.
      return;
    }
    filter = ended.result().join();
    ended.since().addAllTo(filter);
  }
}
