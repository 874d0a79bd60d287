package dev.snapledger.app;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Things to close, the last opened first; one that fails does not keep the others open. For one
 * thread.
 */
final class Closing implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Remembers something to close, and gives it back. */
  <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /** Closes everything; the first failure is thrown, with the others attached. */
  @Override
  public void close() {
    @Nullable RuntimeException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) { // Whatever it is, the rest has to be closed.
        RuntimeException wrapped =
            e instanceof RuntimeException r ? r : new IllegalStateException(e.getMessage(), e);
        if (failure == null) {
          failure = wrapped;
        } else {
          failure.addSuppressed(wrapped);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
