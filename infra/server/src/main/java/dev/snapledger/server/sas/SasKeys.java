package dev.snapledger.server.sas;

import org.jspecify.annotations.Nullable;

/**
 * The keys in use.
 *
 * @param current signs and verifies
 * @param previous verifies only; null before the first rotation
 */
public record SasKeys(SasKey current, @Nullable SasKey previous) {
  SasKeys rotated(SasKey next) {
    return new SasKeys(next, current);
  }

  boolean signed(SasToken token, BlobPath path) {
    SasKey old = previous;
    // Both are tried, so that the time does not tell which key it was.
    boolean byCurrent = current.signed(token, path);
    boolean byPrevious = old != null && old.signed(token, path);
    return byCurrent || byPrevious;
  }
}
