package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.ImageId;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One lock for each image that is being made or deleted, so that equal requests take turns. */
final class ImageLocks {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final Set<ImageId> held = new HashSet<>();

  <T> T alone(ImageId image, Faults.Question<T> work) throws IOException {
    take(image);
    try {
      return work.ask();
    } finally {
      release(image);
    }
  }

  private void take(ImageId image) {
    lock.lock();
    try {
      while (!held.add(image)) {
        released.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void release(ImageId image) {
    lock.lock();
    try {
      held.remove(image);
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
