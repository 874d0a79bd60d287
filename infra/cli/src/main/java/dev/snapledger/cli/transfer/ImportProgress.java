package dev.snapledger.cli.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How far an image has come to a disk: a small text beside it, {@code NAME.import}, by which a
 * later command goes on if disk and image are still the same. For one thread.
 */
public final class ImportProgress {
  /** How often what is done is written down. */
  private static final long SAVE_EVERY_BYTES = 64L << 20;

  private final Path file;
  private final boolean goesOn;
  private PartState state;
  private long reached;

  private ImportProgress(Path file, boolean goesOn, PartState state) {
    this.file = file;
    this.goesOn = goesOn;
    this.state = state;
    this.reached = state.doneBytes();
  }

  /**
   * What is known of an image on its way to a disk.
   *
   * @param diskId identity of the disk, which no other ever has
   */
  public static ImportProgress of(Path image, String diskId) throws IOException {
    long bytes = Files.size(image);
    PartState wanted =
        new PartState("of " + Files.getLastModifiedTime(image) + " to disk " + diskId, bytes, 0);
    Path file = image.resolveSibling(image.getFileName() + ".import");
    PartState found = PartState.read(file);
    return found != null && found.isOf(wanted)
        ? new ImportProgress(file, true, found)
        : new ImportProgress(file, false, wanted);
  }

  /** Whether an earlier command sent a part of it. */
  public boolean goesOn() {
    return goesOn;
  }

  /** Everything of the image before is on the disk. */
  public long doneBytes() {
    return reached;
  }

  /** Says that everything before is on the disk; may write that down. */
  public void done(long endByte) {
    reached = endByte;
    if (reached - state.doneBytes() >= SAVE_EVERY_BYTES) {
      save();
    }
  }

  /** Writes down how far it is. */
  public void save() {
    state = state.at(reached);
    try {
      state.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("expected to write %s, but %s".formatted(file, e), e);
    }
  }

  /** Forgets it: there is nothing to go on with. */
  public void end() throws IOException {
    Files.deleteIfExists(file);
  }

  /** Where it is written down. */
  public Path file() {
    return file;
  }
}
