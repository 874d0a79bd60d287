package dev.snapledger.blockstore.local;

import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.api.StoreFaultException;
import dev.snapledger.blockstore.api.StoreFullException;
import dev.snapledger.blockstore.file.NoSpaceException;
import java.io.IOException;

/** Turns file system errors into the port's faults. */
final class Faults {
  private Faults() {}

  /** File work that gives nothing back. */
  interface Work {
    void run() throws IOException;
  }

  /** File work with a result. */
  interface Question<T> {
    T ask() throws IOException;
  }

  static void doing(String what, Work work) {
    asking(
        what,
        () -> {
          work.run();
          return what;
        });
  }

  static <T> T asking(String what, Question<T> question) {
    try {
      return question.ask();
    } catch (IOException e) {
      throw fault(what, e);
    }
  }

  static BlockStoreException fault(String what, IOException cause) {
    return cause instanceof NoSpaceException
        ? new StoreFullException(
            "expected space for " + what + ", but the file system is full: " + cause.getMessage(),
            cause)
        : new StoreFaultException(what + " failed: " + cause, cause);
  }
}
