package dev.snapledger.server.pageblob;

/**
 * How much the data plane does at a time; beyond it, requests get 503 and {@code Retry-After}.
 *
 * @param downloadsMax bodies sent at a time, 1 to 1,024; each holds at most {@link
 *     #DOWNLOAD_BYTES_HELD_MAX}, however slow its client is
 * @param uploadsMax bodies received or copied at a time, 1 to 1,024; each holds {@link
 *     #WRITE_BYTES_MAX}
 */
public record PageBlobSettings(int downloadsMax, int uploadsMax) {
  /** 128 MiB for downloads and 64 MiB for uploads, if all are in use. */
  public static final PageBlobSettings DEFAULT = new PageBlobSettings(64, 16);

  /** What is read from the store, and written to the client, in one go. */
  public static final int PIECE_BYTES = 1 << 20;

  /** One piece that is sent, and one that is read meanwhile. */
  public static final int DOWNLOAD_BYTES_HELD_MAX = 2 * PIECE_BYTES;

  /** Longest range that one request writes, as Azure has it. */
  public static final int WRITE_BYTES_MAX = 4 << 20;

  /** Longest range whose checksum a read can ask for, as Azure has it. */
  public static final int CHECKED_READ_BYTES_MAX = 4 << 20;

  /** Most ranges in one answer of a list in pages, as Azure has it. */
  public static final int LISTED_RANGES_MAX = 10_000;

  /** Seconds after which a client that was refused may come again. */
  static final int RETRY_AFTER_SECONDS = 1;

  /** What may be had of each. */
  public static final int AT_A_TIME_MAX = 1_024;

  public PageBlobSettings {
    check("downloadsMax", downloadsMax);
    check("uploadsMax", uploadsMax);
  }

  /** What all of them hold if they are in use at a time. */
  public long bytesHeldMax() {
    return (long) downloadsMax * DOWNLOAD_BYTES_HELD_MAX + (long) uploadsMax * WRITE_BYTES_MAX;
  }

  private static void check(String name, int value) {
    if (value < 1 || value > AT_A_TIME_MAX) {
      throw new IllegalArgumentException(
          "expected %s from 1 to %d, but found %d".formatted(name, AT_A_TIME_MAX, value));
    }
  }
}
