package dev.snapledger.blockstore.local;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Runs steps that must all be tried, and throws what the first failed one threw. */
final class FirstFailure {
  private @Nullable Exception first;

  void trying(Faults.Work step) {
    try {
      step.run();
    } catch (IOException | RuntimeException e) {
      if (first == null) {
        first = e;
      } else {
        first.addSuppressed(e);
      }
    }
  }

  void rethrow() throws IOException {
    switch (first) {
      case IOException io -> throw io;
      case RuntimeException runtime -> throw runtime;
      case null, default -> {}
    }
  }
}
