package dev.snapledger.projections.engine;

/**
 * A store as it was at one moment. Later batches do not change what it shows. Safe for use by many
 * threads; to be closed by whoever asked for it, after the cursors made from it and before the
 * store.
 */
public interface ReadView extends ViewReader, AutoCloseable {
  @Override
  void close();
}
