package dev.snapledger.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** A body that is no JSON tree. */
public sealed interface ApiContent {
  /** Its media type, as in {@code Content-Type}. */
  String type();

  /** A body that is there as a whole, and sent with its length. */
  final class Whole implements ApiContent {
    private final String type;
    private final byte[] bytes;

    /** The bytes are not to be changed any more. */
    public Whole(String type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    @Override
    public String type() {
      return type;
    }

    /** The bytes themselves, not to be changed. */
    public byte[] bytes() {
      return bytes;
    }
  }

  /**
   * A large body that is there as a whole, in pieces that are sent one after the other, with the
   * length of all of them. The bytes of their arrays are not to be changed any more.
   *
   * @param pieces parts of arrays, whose positions and limits stay as they are
   */
  record Pieces(String type, List<ByteBuffer> pieces) implements ApiContent {
    public Pieces {
      pieces = List.copyOf(pieces);
    }

    /** Bytes of all pieces. */
    public long length() {
      return pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    }
  }

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
