package dev.snapledger.cli.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How far an image has come to a disk: a small text beside it, {@code NAME.import}, by which a
 * later command goes on if disk and image are still the same. For one thread.
 *
 * <p>It is written before the disk is asked for, with a mark that the disk will have, so that a
 * disk is found that was made without an answer; then with the identity of the disk.
 */
public final class ImportProgress {
  /** How often what is done is written down. */
  private static final long SAVE_EVERY_BYTES = 64L << 20;

  private final Path file;
  private final String image;
  private final long imageBytes;
  private PartState state;
  private long reached;

  private ImportProgress(Path file, String image, long imageBytes, PartState state) {
    this.file = file;
    this.image = image;
    this.imageBytes = imageBytes;
    this.state = state;
    this.reached = state.doneBytes();
  }

  /** What is known of an image on its way; nothing if it is another one, or was changed. */
  public static ImportProgress of(Path imageFile) throws IOException {
    long bytes = Files.size(imageFile);
    String image = "of " + Files.getLastModifiedTime(imageFile) + " to ";
    Path file = imageFile.resolveSibling(imageFile.getFileName() + ".import");
    PartState found = PartState.read(file);
    return new ImportProgress(
        file,
        image,
        bytes,
        found != null && found.source().startsWith(image) && found.lengthBytes() == bytes
            ? found
            : new PartState(image + "no disk", bytes, 0));
  }

  /**
   * Whether an earlier command made a disk for this image.
   *
   * @param diskId identity of the disk, which no other ever has
   * @param mark mark that it has; empty for none
   */
  public boolean isTo(String diskId, String mark) {
    return state.source().equals(image + disk(diskId))
        || (!mark.isEmpty() && state.source().equals(image + marked(mark)));
  }

  private static String disk(String id) {
    return "disk " + id;
  }

  private static String marked(String mark) {
    return "a disk with mark " + mark;
  }

  /** Writes down that a disk with a mark is asked for, before it is. */
  public void begin(String mark) {
    restart(marked(mark));
  }

  /** Writes down which disk it is. */
  public void takes(String diskId) {
    if (!state.source().equals(image + disk(diskId))) {
      restart(disk(diskId));
    }
  }

  private void restart(String target) {
    state = new PartState(image + target, imageBytes, 0);
    reached = 0;
    save();
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
