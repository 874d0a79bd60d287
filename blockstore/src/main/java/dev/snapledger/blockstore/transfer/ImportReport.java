package dev.snapledger.blockstore.transfer;

/**
 * Result of an import.
 *
 * @param imageBytes size of the image, rounded up to 512, without a footer
 * @param writtenBytes bytes of blocks with data, written to the volume
 * @param clearedBytes bytes of the volume that held data and read as zero now
 */
public record ImportReport(
    ImageFormat format, long imageBytes, long writtenBytes, long clearedBytes) {}
