package dev.snapledger.server.arm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets requests about one resource wait for each other: those that depend on its state are carried
 * out alone, all others together. Only resources in use are remembered. Safe for many threads.
 */
final class Turns {
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  private static final class Turn {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private int users;
  }

  /** A turn that one has; ended by the thread that began it. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until nobody else has a turn of a resource. */
  Held alone(String resource) {
    Turn turn = join(resource);
    return hold(resource, turn.lock.writeLock());
  }

  /** Waits until nobody has a turn of a resource alone. */
  Held together(String resource) {
    Turn turn = join(resource);
    return hold(resource, turn.lock.readLock());
  }

  private Turn join(String resource) {
    return turns.compute(
        resource,
        (_, present) -> {
          Turn turn = present == null ? new Turn() : present;
          turn.users++;
          return turn;
        });
  }

  private Held hold(String resource, Lock lock) {
    lock.lock();
    return () -> {
      lock.unlock();
      turns.computeIfPresent(resource, (_, turn) -> --turn.users == 0 ? null : turn);
    };
  }

  /** Resources in use. */
  int size() {
    return turns.size();
  }
}
