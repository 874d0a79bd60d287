package dev.snapledger.blockstore.object;

import java.io.IOException;

/**
 * Requests made again when it is unknown whether they were carried out; only for those that may be
 * carried out twice. Waiting between is for who sends them.
 */
final class Attempts {
  private static final int MAX = 3;

  private Attempts() {}

  /** A request to the object store. */
  interface Request<T> {
    T send() throws IOException;
  }

  static <T> T of(String what, Request<T> request) throws IOException {
    IOException last = null;
    for (int attempt = 0; attempt < MAX; attempt++) {
      try {
        return request.send();
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException(what + " failed: " + last, last);
  }
}
