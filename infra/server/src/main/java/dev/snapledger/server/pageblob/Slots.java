package dev.snapledger.server.pageblob;

import java.util.concurrent.Semaphore;

/** How many may do something at a time. Safe for use by many threads. */
final class Slots {
  private final String name;
  private final int max;
  private final Semaphore free;

  Slots(String name, int max) {
    this.name = name;
    this.max = max;
    this.free = new Semaphore(max);
  }

  /** A slot that is given back by closing it, once. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Takes a slot without waiting.
   *
   * @throws PageBlobException if none is free
   */
  Slot take() {
    if (!free.tryAcquire()) {
      throw ErrorCode.SERVER_BUSY.refusal(
          "expected less than %s %d at a time, but found as many", name, max);
    }
    return free::release;
  }
}
