package dev.snapledger.blockstore.file;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for what ends soon and must not be left behind; an interrupt is kept for later. */
public final class Uninterruptible {
  private Uninterruptible() {}

  /** The result of work under way. */
  public static <T> T get(Future<T> work) throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return work.get();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
