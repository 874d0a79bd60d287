package dev.snapledger.blockstore.api;

/**
 * One block of a delta or a block map.
 *
 * @param blockIndex from 0, below 2^29
 * @param dirtyMask parts written or cleared by the delta that holds this version of the block
 * @param dataMask parts with a byte other than zero; 0 for a block that reads as zero
 * @param crc32c CRC32C of the block's 65,536 bytes; 0 if {@code dataMask} is 0
 */
public record BlockEntry(int blockIndex, int dirtyMask, int dataMask, int crc32c) {}
