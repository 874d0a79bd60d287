package dev.snapledger.blockstore.transfer;

/**
 * A part of an image that could not be read, and is zero in its export.
 *
 * @param startByte where it starts in the disk; the rest of its block holds no data
 * @param block the block it is in
 * @param reason what reading it said
 */
public record Hole(long startByte, long lengthBytes, int block, String reason) {}
