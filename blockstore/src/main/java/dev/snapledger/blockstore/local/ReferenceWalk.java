package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.scrub.BrokenRecord.Place;
import dev.snapledger.blockstore.scrub.Flaw;
import dev.snapledger.blockstore.scrub.ScrubReport.End;
import dev.snapledger.blockstore.scrub.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;

/**
 * Compares everything that refers to a record with the records of a group of segments.
 *
 * <p>A reference that agrees with a sound record costs two searches and no lock. Any other is
 * looked at by itself: is it needed, is its record really broken, and who shows the block. All
 * three in one request, because a segment stays while a request that found a reference to it goes
 * on; a request looks at few, so that nobody waits long. For one thread.
 */
final class ReferenceWalk {
  /** References compared in one request. */
  private static final int STEP_REFERENCES_MAX = 1 << 16;

  /** References looked at by themselves in one request: each may cost a read. */
  private static final int STEP_SUSPECTS_MAX = 64;

  private final SegmentStore segments;
  private final Requests requests;
  private final StoreState state;
  private final RecordCheck check;
  private final SoundRecords sound;
  private final BrokenRecords broken;
  private final ScrubBorder border;
  private final VictimSearch victims;
  private long references;

  ReferenceWalk(
      OpenStore store,
      RecordCheck check,
      SoundRecords sound,
      BrokenRecords broken,
      ScrubBorder border) {
    this.segments = store.segments();
    this.requests = store.requests();
    this.state = store.state();
    this.check = check;
    this.sound = sound;
    this.broken = broken;
    this.border = border;
    this.victims = new VictimSearch(state);
  }

  /** References that lead into the groups so far. */
  long references() {
    return references;
  }

  /** Heads first: what a seal meanwhile moves from a head to a delta is met there, then. */
  void walk() {
    for (Volume volume : List.copyOf(state.volumes.values())) {
      if (!volume.isDamaged()) {
        walkHead(volume.head, volume.readLock());
      }
    }
    for (Head upload : List.copyOf(state.uploads.values())) {
      walkHead(upload, upload.uploadLock);
    }
    for (Chain chain : List.copyOf(state.chains.values())) {
      for (Layer layer : chain.layersNow()) {
        walkLayer(layer);
      }
    }
  }

  // ---- heads ----

  private void walkHead(Head head, Lock lock) {
    int row = 0;
    while (row >= 0 && goesOn()) {
      int from = row;
      row = requests.using(() -> stepOfHead(head, lock, from));
    }
  }

  private int stepOfHead(Head head, Lock lock, int fromRow) {
    List<Reference> suspects = new ArrayList<>(0);
    int next;
    lock.lock();
    try {
      next =
          head.rows()
              .references(
                  fromRow,
                  STEP_REFERENCES_MAX,
                  (block, locator, crc32c) -> {
                    long place = segments.place(locator);
                    if (isSuspect(place, crc32c)) {
                      suspects.add(new Reference(block, new RecordKey(place, crc32c)));
                    }
                    return suspects.size() < STEP_SUSPECTS_MAX;
                  });
    } finally {
      lock.unlock();
    }
    for (Reference suspect : suspects) {
      look(suspect, () -> victims.ofHead(head, suspect));
    }
    return next;
  }

  // ---- layers ----

  private void walkLayer(Layer layer) {
    int rank = 0;
    while (rank < layer.delta.count() && goesOn()) {
      int from = rank;
      rank = requests.using(() -> stepOfLayer(layer, from));
    }
  }

  private int stepOfLayer(Layer layer, int fromRank) {
    DeltaFile delta = layer.delta;
    int end = (int) Math.min(delta.count(), (long) fromRank + STEP_REFERENCES_MAX);
    int suspects = 0;
    int rank = fromRank;
    for (; rank < end && suspects < STEP_SUSPECTS_MAX; rank++) {
      long place = segments.place(delta.locator(rank));
      if (isSuspect(place, delta.crc32c(rank)) && lookAt(layer, rank, place)) {
        suspects++;
      }
    }
    return rank;
  }

  /** Returns false if nobody needs what the reference leads to. */
  private boolean lookAt(Layer layer, int rank, long place) {
    RecordKey record = new RecordKey(place, layer.delta.crc32c(rank));
    Reference reference = new Reference(layer.delta.blocks().select(rank), record);
    boolean needed = isNeeded(layer, reference.blockIndex());
    if (needed) {
      look(reference, () -> victims.ofLayer(layer, reference));
    }
    return needed;
  }

  private static boolean isNeeded(Layer layer, int block) {
    Chain chain = layer.chain;
    chain.lock.readLock().lock();
    try {
      return chain.hasLayer(layer.ordinal()) && chain.isNeeded(block, layer.ordinal());
    } finally {
      chain.lock.readLock().unlock();
    }
  }

  // ---- both ----

  private boolean goesOn() {
    border.look();
    return border.end() != End.TOO_MUCH_DAMAGE;
  }

  private boolean isSuspect(long place, int crc32c) {
    SoundRecords.Standing standing = sound.of(place, crc32c);
    references += standing == SoundRecords.Standing.OUTSIDE ? 0 : 1;
    return standing == SoundRecords.Standing.UNKNOWN;
  }

  /** Who shows a block. */
  @FunctionalInterface
  private interface Search {
    List<Victim> victims();
  }

  private void look(Reference reference, Search search) {
    RecordCheck.Result before = broken.find(reference.record());
    RecordCheck.Result result = before == null ? check.check(reference.record()) : before;
    Flaw flaw = result.flaw();
    if (flaw != null) {
      broken.add(
          reference.record(), result, flaw, new Place(reference.blockIndex(), search.victims()));
    }
    if (broken.isFull()) {
      border.tooMuchDamage();
    }
  }

  /** A block and the record that something says it is in. */
  record Reference(int blockIndex, RecordKey record) {}
}
