package dev.snapledger.app.holder;

/**
 * Where the blocks are held, as far as this node knows.
 *
 * @param <H> what it has of them if it holds them
 */
public sealed interface Place<H> {
  /** Here. */
  record Here<H>(H held) implements Place<H> {}

  /** At another node. */
  record There<H>(SignOfLife sign) implements Place<H> {}

  /** At none, for the moment. */
  record Nowhere<H>() implements Place<H> {}
}
