package dev.snapledger.blockstore.object;

import dev.snapledger.blockstore.object.NamesState.Garbage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints of the log, and the removal of what nothing needs. One thread at a time.
 *
 * <p>Whatever fails here is tried again later, and nobody waits for it. A crash leaves too much,
 * never too little: an object is removed only when the log already says that it is garbage, and
 * garbage never becomes anything else.
 */
final class Tidying {
  private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);
  private static final int OBJECTS_MAX = 10_000;

  private final ObjectStore objects;
  private final InstantSource time;
  private final ObjectFilesSettings.Sizes sizes;
  private long next;

  Tidying(ObjectStore objects, InstantSource time, ObjectFilesSettings.Sizes sizes, long number) {
    this.objects = objects;
    this.time = time;
    this.sizes = sizes;
    this.next = number + sizes.checkpointRecords();
  }

  /** What the next record has to say. */
  List<Change> afterRecord(NamesState state) {
    if (state.number < next) {
      return List.of();
    }
    next = state.number + sizes.checkpointRecords();
    List<Change> done = new ArrayList<>();
    try {
      objects.put(StoredObject.checkpointKey(state.number), Checkpoint.encode(state));
      done.add(new Change.Checkpointed(state.number));
      dropCheckpoints(state.checkpointed);
      sweepGarbage(state, done);
      for (long epoch : List.copyOf(state.unsweptEpochs)) {
        sweepEpoch(state, epoch);
        done.add(new Change.EpochSwept(epoch));
      }
    } catch (IOException e) {
      LOG.warn("Tidying up the object store failed, and is done later: {}", e.toString());
    }
    return done;
  }

  /** Whoever reads an older one while it is removed finds the newer one. */
  private void dropCheckpoints(long before) throws IOException {
    objects.delete(
        objects.list(StoredObject.CHECKPOINTS, StoredObject.CHECKPOINTS).stream()
            .filter(key -> StoredObject.numberIn(key) < before)
            .toList());
  }

  /** Removes garbage that is old enough, all that one record made or nothing of it. */
  private void sweepGarbage(NamesState state, List<Change> done) throws IOException {
    long before = time.millis() - sizes.grace().toMillis();
    List<String> keys = new ArrayList<>();
    long through = 0;
    for (Garbage garbage : state.garbage) {
      if (garbage.number() != through
          && (garbage.atMillis() > before || keys.size() >= OBJECTS_MAX)) {
        break;
      }
      through = garbage.number();
      keys.add(garbage.object().key());
    }
    if (!keys.isEmpty()) {
      objects.delete(keys);
      done.add(new Change.Swept(through));
    }
  }

  /** Its writer can name no object any more, so what the log does not name now never will be. */
  private void sweepEpoch(NamesState state, long epoch) throws IOException {
    String prefix = StoredObject.dataOf(epoch);
    Set<StoredObject> named = new HashSet<>(state.uses.keySet());
    state.garbage.forEach(garbage -> named.add(garbage.object()));
    List<String> unnamed = new ArrayList<>();
    for (String key : objects.list(prefix, prefix)) {
      StoredObject object = StoredObject.data(epoch, StoredObject.numberIn(key));
      if (!named.contains(object)) {
        unnamed.add(key);
      }
    }
    objects.delete(unnamed);
  }
}
