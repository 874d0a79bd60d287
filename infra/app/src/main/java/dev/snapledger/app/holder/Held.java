package dev.snapledger.app.holder;

/** Blocks that this node holds, and what it does with them. Any thread may call. */
public interface Held extends AutoCloseable {
  /** The epoch of the names log. */
  long epoch();

  /** Whether nothing can be stored any more, so that they have to be opened again. */
  boolean isEnded();

  /** Ends all work and says in the names log that this node left, if it can. */
  @Override
  void close();
}
