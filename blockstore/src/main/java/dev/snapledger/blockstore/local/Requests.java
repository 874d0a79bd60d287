package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.VolumeId;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs requests under the locks they need.
 *
 * <p>Locks, in the order they are taken: {@code inUse} (shared by every request, exclusive while
 * segments are removed or the store closes), {@code catalog} (volumes and images made or deleted),
 * one per volume, one per chain, the append lock of the segments.
 */
final class Requests {
  private final StoreContext store;
  private final StoreState state;
  private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
  private final ReentrantLock catalog = new ReentrantLock();
  private boolean closed;

  Requests(StoreContext store, StoreState state) {
    this.store = store;
    this.state = state;
  }

  /** Runs a request while no segment can go away. */
  <T> T using(Faults.Question<T> request) {
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new StoreFaultException(
            "expected an open store, but " + store.directory().root() + " was closed", null);
      }
      return Faults.asking("a request to the store " + store.directory().root(), request);
    } finally {
      inUse.readLock().unlock();
    }
  }

  <T> T changingCatalog(Faults.Question<T> request) {
    return using(
        () -> {
          catalog.lock();
          try {
            return request.ask();
          } finally {
            catalog.unlock();
          }
        });
  }

  <T> T changing(VolumeId id, VolumeQuestion<T> request) {
    return using(
        () -> {
          Volume volume = state.volume(id);
          volume.writeLock().lock();
          try {
            volume.checkUsable();
            return request.ask(volume);
          } finally {
            volume.writeLock().unlock();
          }
        });
  }

  interface VolumeQuestion<T> {
    T ask(Volume volume) throws IOException;
  }

  /** Removes segments nothing needs; to be called with no lock held. */
  void reclaim() {
    if (!store.segments().hasUnreferenced()) {
      return;
    }
    inUse.writeLock().lock();
    try {
      if (!closed) {
        Faults.doing("removing unneeded segments", store.segments()::dropUnreferenced);
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }

  /** Waits for requests in progress, then refuses new ones and runs the work; once only. */
  void close(Faults.Work work) {
    inUse.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        Faults.doing("closing the store " + store.directory().root(), work);
      }
    } finally {
      inUse.writeLock().unlock();
    }
  }
}
