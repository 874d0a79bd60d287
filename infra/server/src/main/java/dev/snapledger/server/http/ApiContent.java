package dev.snapledger.server.http;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is no JSON tree. */
public sealed interface ApiContent {
  /** Its media type, as in {@code Content-Type}. */
  String type();

  /**
   * A body that is there as a whole, and sent with its length.
   *
   * @param bytes not to be changed any more
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  record Whole(String type, byte[] bytes) implements ApiContent {}

  /** A body that is made while it is sent; its length is not known. */
  record Streamed(String type, Writer writer) implements ApiContent {}

  /** Writes a body; called once at most, on the thread of the request. */
  @FunctionalInterface
  interface Writer {
    /**
     * Writes all of it, and lets go of whatever it took to do so, also if writing fails.
     *
     * @throws IOException if the client is gone
     */
    void writeTo(OutputStream out) throws IOException;
  }
}
