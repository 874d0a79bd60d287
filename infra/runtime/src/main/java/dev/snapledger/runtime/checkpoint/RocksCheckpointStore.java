package dev.snapledger.runtime.checkpoint;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.runtime.partition.DedupWindow;
import dev.snapledger.runtime.partition.FrozenState;
import dev.snapledger.runtime.partition.PartitionState;
import dev.snapledger.runtime.partition.PartitionState.Progress;
import dev.snapledger.runtime.partition.RememberedReply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of one node in one database.
 *
 * <p>A checkpoint writes what changed since the one before, together with its offsets, in one
 * atomic batch. It goes through the database's write-ahead log without waiting for the device: a
 * crash of the machine may lose the newest ones as a whole, and the log has what they held. Any
 * thread, but one partition is read and written by one at a time.
 */
public final class RocksCheckpointStore implements CheckpointStore {
  /** Version of the format this program writes and reads. */
  static final int FORMAT_VERSION = 3;

  private static final Logger LOG = LoggerFactory.getLogger(RocksCheckpointStore.class);

  private final CheckpointDatabase database;
  private final Supplier<Codec<Entity>> codecs;
  private final long cacheBytes;

  /** The base of each partition's present state; a checkpoint of any other is refused. */
  private final Map<Integer, StoredBase> bases = new ConcurrentHashMap<>();

  /** Counts of bases that were replaced, so that the sums only grow. */
  private final LongAdder replacedHits = new LongAdder();

  private final LongAdder replacedMisses = new LongAdder();

  private final Map<Integer, Boolean> distrusted = new ConcurrentHashMap<>();

  /** Reads the keys of one partition after the other; null if that is not worth while. */
  private final @Nullable ExecutorService keyReader;

  private RocksCheckpointStore(
      CheckpointDatabase database,
      Supplier<Codec<Entity>> codecs,
      long cacheBytes,
      @Nullable ExecutorService keyReader) {
    this.database = database;
    this.codecs = codecs;
    this.cacheBytes = cacheBytes;
    this.keyReader = keyReader;
  }

  /**
   * Opens the checkpoints in {@code directory}, which is made when it is missing. What cannot be
   * opened because it is damaged or of another version is thrown away: the log is whole without it.
   *
   * @param codecs gives a codec to each thread, because codecs are not shared by threads
   * @param cacheBytes about how much heap the decoded entities of all partitions may take
   * @throws CheckpointFault if the directory is in use or cannot be written
   */
  public static RocksCheckpointStore open(
      Path directory, Supplier<Codec<Entity>> codecs, long cacheBytes) {
    return new RocksCheckpointStore(
        CheckpointDatabase.open(directory),
        codecs,
        cacheBytes,
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ledger-checkpoint-keys").factory()));
  }

  /**
   * Opens checkpoints to look at them; nothing is changed, and nothing can be written.
   *
   * @throws CheckpointFault if they cannot be opened
   */
  public static RocksCheckpointStore openForReading(
      Path directory, Supplier<Codec<Entity>> codecs) {
    return new RocksCheckpointStore(CheckpointDatabase.openForReading(directory), codecs, 0, null);
  }

  /** Whether there ever was a checkpoint in the directory. */
  public static boolean existsIn(Path directory) {
    return Files.exists(directory.resolve("CURRENT"));
  }

  @Override
  public @Nullable Checkpoint read(int partition, String logId) {
    if (distrusted.containsKey(partition)) {
      return null;
    }
    CheckpointMeta meta = metaOf(partition);
    if (meta == null) {
      return null;
    }
    if (!meta.position().logId().equals(logId)) {
      LOG.warn(
          "Discarding the checkpoint of partition {}: expected log {}, but found {}",
          partition,
          logId,
          meta.position().logId());
      return null;
    }
    return new Checkpoint(
        new PartitionState(partition, baseOf(partition, KnownKeys::of), meta.progress()),
        meta.position());
  }

  @Override
  public PartitionState fresh(int partition) {
    try (WriteBatch writes = new WriteBatch()) {
      for (byte kind : List.of(CheckpointKeys.META, CheckpointKeys.ENTITY, CheckpointKeys.REPLY)) {
        writes.deleteRange(
            CheckpointKeys.prefix(kind, partition), CheckpointKeys.end(kind, partition));
      }
      database.write(writes);
    } catch (RocksDBException e) {
      throw distrust(partition, e);
    }
    distrusted.remove(partition);
    return new PartitionState(partition, baseOf(partition, KnownKeys::ofNothing), Progress.NONE);
  }

  /**
   * How much of which log the checkpoint of a partition contains; null when there is none.
   *
   * @throws CheckpointFault if it cannot be read
   */
  public @Nullable LogPosition positionOf(int partition) {
    CheckpointMeta meta = metaOf(partition);
    return meta == null ? null : meta.position();
  }

  private @Nullable CheckpointMeta metaOf(int partition) {
    byte[] bytes = get(partition, CheckpointKeys.prefix(CheckpointKeys.META, partition));
    try {
      return bytes == null ? null : CheckpointMeta.of(bytes);
    } catch (IllegalArgumentException e) {
      throw distrust(partition, e);
    }
  }

  private StoredBase baseOf(
      int partition, BiFunction<KnownKeys.Scan, Executor, KnownKeys> knownKeys) {
    Executor reader = keyReader == null ? _ -> {} : keyReader;
    KnownKeys known = knownKeys.apply(hashes -> scanHashes(partition, hashes), reader);
    StoredBase base =
        new StoredBase(
            this,
            partition,
            codecs,
            new EntityCache(this::cacheShare),
            known,
            replyHours(partition));
    StoredBase before = bases.put(partition, base);
    if (before != null) {
      replacedHits.add(before.hits());
      replacedMisses.add(before.misses());
    }
    return base;
  }

  /** The hours of which there are replies; costs a look for each. */
  private SortedSet<Integer> replyHours(int partition) {
    SortedSet<Integer> hours = new TreeSet<>();
    byte[] end = CheckpointKeys.end(CheckpointKeys.REPLY, partition);
    try {
      byte[] next = CheckpointKeys.prefix(CheckpointKeys.REPLY, partition);
      for (byte[] row = database.firstKey(next, end);
          row != null;
          row = database.firstKey(next, end)) {
        int hour = CheckpointKeys.hourOfRow(row);
        hours.add(hour);
        next = CheckpointKeys.replies(partition, hour + 1);
      }
      return hours;
    } catch (RocksDBException e) {
      throw distrust(partition, e);
    }
  }

  private void scanHashes(int partition, LongConsumer hashes) {
    try {
      database.scanKeys(
          CheckpointKeys.prefix(CheckpointKeys.ENTITY, partition),
          CheckpointKeys.end(CheckpointKeys.ENTITY, partition),
          row -> hashes.accept(KeyFilter.hashOf(CheckpointKeys.entityKeyOf(row))));
      database.scanKeys(
          CheckpointKeys.prefix(CheckpointKeys.REPLY, partition),
          CheckpointKeys.end(CheckpointKeys.REPLY, partition),
          row -> hashes.accept(KeyFilter.hashOf(CheckpointKeys.replyKeyOfRow(row))));
    } catch (RocksDBException e) {
      throw distrust(partition, e);
    }
  }

  /** Each partition gets the same part; a node comes to hold all of them. */
  private long cacheShare() {
    return cacheBytes / Math.max(1, bases.size());
  }

  @Override
  public void write(FrozenState state, LogPosition position) {
    int partition = state.partition();
    StoredBase base = bases.get(partition);
    if (base == null || base != state.base()) {
      throw new IllegalStateException(
          "expected the newest state of partition %d, but it was read anew since"
              .formatted(partition));
    }
    Codec<Entity> codec = codecs.get();
    try (WriteBatch writes = new WriteBatch()) {
      for (var change : state.changes().entrySet()) {
        byte[] key = CheckpointKeys.entity(partition, change.getKey());
        Entity entity = change.getValue().entity();
        if (entity == null) {
          writes.delete(key);
        } else {
          writes.put(key, codec.encode(entity));
        }
      }
      putReplies(writes, state, base);
      SortedSet<Integer> expired = dropExpired(writes, state, base);
      writes.put(
          CheckpointKeys.prefix(CheckpointKeys.META, partition),
          new CheckpointMeta(position, state.progress()).toBytes());
      database.write(writes);
      base.hours().removeAll(expired);
    } catch (RocksDBException e) {
      throw new CheckpointFault(
          "expected to write the checkpoint of partition %d, but %s"
              .formatted(partition, e.getMessage()),
          e);
    }
  }

  private static void putReplies(WriteBatch writes, FrozenState state, StoredBase base)
      throws RocksDBException {
    for (RememberedReply reply : state.replies()) {
      int hour = CheckpointKeys.hourOf(reply.time());
      base.hours().add(hour); // Before it is written: to look in vain does no harm.
      writes.put(
          CheckpointKeys.reply(state.partition(), hour, reply.key()), StoredBase.valueOf(reply));
    }
  }

  /** Drops the hours that are over as a whole; those that end within the window stay. */
  private static SortedSet<Integer> dropExpired(
      WriteBatch writes, FrozenState state, StoredBase base) throws RocksDBException {
    if (!state.decided()) {
      return Collections.emptySortedSet();
    }
    int first = CheckpointKeys.hourOf(state.lastDecidedAt().minus(DedupWindow.WINDOW));
    SortedSet<Integer> expired = new TreeSet<>(base.hours().headSet(first));
    for (int hour : expired) {
      writes.deleteRange(
          CheckpointKeys.replies(state.partition(), hour),
          CheckpointKeys.replies(state.partition(), hour + 1));
    }
    return expired;
  }

  byte @Nullable [] get(int partition, byte[] key) {
    try {
      return database.get(key);
    } catch (RocksDBException e) {
      throw distrust(partition, e);
    }
  }

  /** Gives all rows of one kind, by rising key. */
  void scan(int partition, byte kind, BiConsumer<byte[], byte[]> visitor) {
    try {
      database.scan(
          CheckpointKeys.prefix(kind, partition), CheckpointKeys.end(kind, partition), visitor);
    } catch (RocksDBException e) {
      throw distrust(partition, e);
    }
  }

  /** From now on the checkpoint of that partition counts as lost; gives what to throw. */
  CheckpointFault distrust(int partition, Exception cause) {
    distrusted.put(partition, true);
    return new CheckpointFault(
        "expected to read the checkpoint of partition %d, but %s"
            .formatted(partition, cause.getMessage()),
        cause);
  }

  /** Entities found in memory, and looked for in the database, since the store was opened. */
  public CacheCounts counts() {
    long hits = replacedHits.sum();
    long misses = replacedMisses.sum();
    for (StoredBase base : bases.values()) {
      hits += base.hits();
      misses += base.misses();
    }
    return new CacheCounts(hits, misses);
  }

  /**
   * How often entities were found in memory.
   *
   * @param hits found in memory
   * @param misses looked for in the database, found or not
   */
  public record CacheCounts(long hits, long misses) {}

  @Override
  public void close() {
    if (keyReader != null) {
      keyReader.shutdownNow();
    }
    database.close();
  }
}
