package dev.snapledger.projections.engine;

/**
 * Port: ordered tables of rows, written in atomic batches.
 *
 * <p>Readers may be many, and see a batch wholly or not at all. Batches may be written by several
 * threads, as long as they do not write the same rows. A batch that was written is there after a
 * crash of the process; a crash of the machine may lose the newest batches, but never one without
 * all later ones, and never a part of one.
 */
public interface ViewStore extends ViewReader, AutoCloseable {
  /** The store as it is now, for several reads that must fit together. */
  ReadView readView();

  /** Starts a batch; nothing is written until {@link #commit}. */
  default ViewBatch batch() {
    return new ViewBatch(this);
  }

  /**
   * Writes all changes of a batch at once. A batch can be committed only once.
   *
   * @throws ViewStoreFaultException if it could not be written; none of it is visible then
   */
  void commit(ViewBatch batch);

  @Override
  void close();
}
