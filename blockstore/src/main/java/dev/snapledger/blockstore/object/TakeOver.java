package dev.snapledger.blockstore.object;

/**
 * Whom an opener pushes out who did not say that he left. That one can write nothing more; what he
 * did not flush is lost.
 *
 * @param epochMax a holder of this or an earlier epoch; a later one is left alone
 */
public record TakeOver(long epochMax) {
  /** Nobody. */
  public static final TakeOver IF_RELEASED = new TakeOver(0);

  /** Whoever it is. */
  public static final TakeOver ALWAYS = new TakeOver(Long.MAX_VALUE);
}
