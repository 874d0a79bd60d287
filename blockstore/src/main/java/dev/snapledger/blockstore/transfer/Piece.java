package dev.snapledger.blockstore.transfer;

import dev.snapledger.blockstore.geometry.PageRange;
import java.util.List;

/**
 * What is moved in one go.
 *
 * @param span what is read; at most {@link #BYTES_MAX} long
 * @param runs what of it is worth writing, ascending, not empty; between them there are only zeros
 */
public record Piece(PageRange span, List<PageRange> runs) {
  /** Large enough to be sequential, small enough to have several in memory. */
  public static final int BYTES_MAX = 4 << 20;

  public Piece {
    runs = List.copyOf(runs);
  }
}
