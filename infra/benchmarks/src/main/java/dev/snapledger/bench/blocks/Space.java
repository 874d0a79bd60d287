package dev.snapledger.bench.blocks;

import dev.snapledger.bench.peer.Peer;
import dev.snapledger.cli.output.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much space a run takes at most, roughly and rather too much. */
record Space(BlocksOptions options, List<Peer> peers) {
  private static final long SLACK_BYTES = 1L << 30;
  private static final double BASE_OF_DISK = 0.9;
  private static final double CHANGED = 0.01;

  /**
   * One entry of a delta and its part of the block set; one byte in 3,000 of what it stands for.
   */
  private static final double METADATA = 20.0 / 65_536;

  long bytes() {
    double disk = options.imageBytes();
    double rawAndExport = 2 * disk;
    double rounds =
        2 * BASE_OF_DISK * disk
            + options.snapshots() * CHANGED * 3 * disk
            + peers.stream().mapToDouble(Peer::spaceOfDisk).sum() * disk;
    double depth = BASE_OF_DISK * disk + options.depth() * CHANGED * disk;
    double large = options.largeBytes() * METADATA * (1 + options.largeSnapshots() * CHANGED);
    return (long) (rawAndExport + Math.max(Math.max(rounds, depth), large)) + SLACK_BYTES;
  }

  /**
   * Whether a folder has room for it.
   *
   * @throws IOException if not
   */
  void check(Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes()) {
      throw new IOException(
          "expected about %s free in %s, but found %s; choose another folder with --work, or a"
                  .formatted(Sizes.bytes(bytes()), folder, Sizes.bytes(free))
              + " smaller image with --image-mib");
    }
  }
}
