package dev.snapledger.blockstore.object;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * How files over an object store are used.
 *
 * @param node name of this node, told to others; the same name may always open again
 * @param writer an id nobody else has and that is used for one opening only
 * @param cacheDirectory folder of the local copies; what no clean stop left there is removed
 * @param cacheBytesMax local bytes from which on unused copies are dropped; what is not yet in the
 *     object store stays, whatever the size
 * @param kept files whose copies may be used again after a stop: those of which all that is read is
 *     checked, and doubted where it is wrong
 * @param time tells how old garbage is, and nothing else
 * @param sizes sizes and counts
 */
public record ObjectFilesSettings(
    String node,
    UUID writer,
    TakeOver takeOver,
    Path cacheDirectory,
    long cacheBytesMax,
    Predicate<Path> kept,
    InstantSource time,
    Sizes sizes) {

  /**
   * Sizes and counts.
   *
   * @param objectBytesMax bytes in one data object
   * @param inlineBytesMax bytes of one sync that go into the log instead of an object of their own
   * @param readAheadBytes bytes read at a time where more follow
   * @param checkpointRecords records from one checkpoint to the next
   * @param grace time that garbage stays for readers
   */
  public record Sizes(
      int objectBytesMax,
      int inlineBytesMax,
      int readAheadBytes,
      int checkpointRecords,
      Duration grace) {
    public static final Sizes PRODUCT =
        new Sizes(8 << 20, 16 << 10, 1 << 20, 1_000, Duration.ofHours(1));
  }
}
