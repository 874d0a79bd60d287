package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.transfer.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where bytes go to; for one thread. What is between two pieces is zero. */
interface Sink {
  /**
   * Takes a piece; pieces come in ascending order.
   *
   * @param bytes those of the piece's span
   */
  void take(Piece piece, ByteBuffer bytes) throws IOException;
}
