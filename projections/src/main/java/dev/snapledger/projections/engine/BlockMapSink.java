package dev.snapledger.projections.engine;

import dev.snapledger.commands.blockmap.BlockMapPart;

/** Turns parts of block maps into rows, under the terms of {@link Projection}. */
public interface BlockMapSink {
  /** Applies one part; called once per record, in the order of its partition. */
  void apply(BlockMapPart part, LogPosition position, ViewBatch batch);
}
