package dev.snapledger.bench.blocks;

import dev.snapledger.bench.disk.RawDisk;
import dev.snapledger.bench.peer.Machine;
import dev.snapledger.bench.peer.Place;
import dev.snapledger.bench.process.Workspace;
import dev.snapledger.cli.output.Console;
import java.io.IOException;

/**
 * What all parts of a run share.
 *
 * @param raw the disk as a raw image
 */
record Setting(BlocksOptions options, Caches caches, Place place, RawDisk raw, Turns turns) {
  static final long CONTENT_SEED = 1;

  /** Names of the limits. */
  static final String APPEND = "append+fsync";

  static final String COPY = "cp";
  static final String READ = "read";

  /** A setting in which nothing was measured yet. */
  static Setting in(Workspace workspace, BlocksOptions options, Caches caches, Console console)
      throws IOException {
    Place place = new Place(workspace, options.imageBytes());
    RawDisk raw = new RawDisk(workspace.folder("raw").resolve("disk.raw"));
    return new Setting(
        options, caches, place, raw, new Turns(new Machine(place), new Measured(), console));
  }
}
