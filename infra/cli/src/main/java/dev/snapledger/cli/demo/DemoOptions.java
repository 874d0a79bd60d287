package dev.snapledger.cli.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a demo is asked to do.
 *
 * @param image file the disk is made of
 * @param snapshots number of snapshots, 1 to {@link #SNAPSHOTS_MAX}
 * @param fraction share of the image's pages that change before each snapshot, more than 0, at most
 *     1
 * @param seed chooses the changes
 * @param data data directory
 * @param out folder for exported disks; null to check them and throw them away
 */
record DemoOptions(
    Path image, int snapshots, double fraction, long seed, Path data, @Nullable Path out) {
  /** As many as the largest built-in policy lets exist. */
  static final int SNAPSHOTS_MAX = 500;
}
