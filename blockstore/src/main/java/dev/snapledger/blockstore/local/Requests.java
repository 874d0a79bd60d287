package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ImageId;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.VolumeId;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs requests under the locks they need.
 *
 * <p>Locks, in the order they are taken: {@code inUse} (shared by every request, exclusive while
 * the store closes), {@code catalog} (volumes and images made or deleted), one per volume, one per
 * image being made or deleted, one per upload, one per chain, sync and append lock of the segments.
 */
final class Requests {
  private final StoreContext store;
  private final StoreState state;
  private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();
  private final ReentrantLock catalog = new ReentrantLock();
  private final ImageLocks images = new ImageLocks();
  private final Reclaim reclaim;
  private boolean closed;

  Requests(StoreContext store, StoreState state) {
    this.store = store;
    this.state = state;
    this.reclaim = new Reclaim(store.segments());
  }

  /** Runs a request while no segment it may read can go away. */
  <T> T using(Faults.Question<T> request) {
    inUse.readLock().lock();
    try {
      if (closed) {
        throw new StoreFaultException(
            "expected an open store, but " + store.directory().root() + " was closed", null);
      }
      int phase = reclaim.enter();
      try {
        return Faults.asking("a request to the store " + store.directory().root(), request);
      } finally {
        reclaim.leave(phase);
      }
    } finally {
      inUse.readLock().unlock();
    }
  }

  /** Runs a part of a request that makes or deletes an image, alone for that image. */
  <T> T alone(ImageId image, Faults.Question<T> work) throws IOException {
    return images.alone(image, work);
  }

  /** Looks at something that a lock guards, as a request of its own. */
  void reading(Lock lock, Runnable look) {
    using(
        () -> {
          lock.lock();
          try {
            look.run();
            return lock;
          } finally {
            lock.unlock();
          }
        });
  }

  /** Waits until all requests in progress now have ended; not to be called within one. */
  void awaitOthers() {
    try {
      reclaim.awaitRequests();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFaultException("waiting for requests was interrupted", e);
    } catch (IOException e) {
      throw Faults.fault("removing unneeded segments", e);
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

  /** Removes segments nothing needs, now or when older requests have ended. Waits for none. */
  void reclaim() {
    inUse.readLock().lock();
    try {
      if (!closed) {
        reclaim.run();
      }
    } finally {
      inUse.readLock().unlock();
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
