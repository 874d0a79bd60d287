package dev.snapledger.projections.engine;

import dev.snapledger.commands.blockmap.BlockMapPart;

/**
 * A part of a block map with its offset in its partition of the block-maps topic.
 *
 * @param logOffset offset of the record
 * @param part what it says
 */
public record BlockMapRecord(long logOffset, BlockMapPart part) {}
