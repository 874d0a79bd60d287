package dev.snapledger.runtime.checkpoint;

import dev.snapledger.commands.codec.Codec;
import dev.snapledger.commands.entity.Entity;
import dev.snapledger.runtime.partition.FrozenState;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoint files of one node: one per partition, replaced as a whole.
 *
 * <p>A file is written aside, forced to disk, and renamed over the old one, so that a crash at any
 * point leaves the old or the new one. One file and not a database: state is in memory as a whole,
 * so a checkpoint is only ever written and read from end to end. Each call may be on another
 * thread, but not two for one partition at once.
 */
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);

  private final Path directory;
  private final Supplier<Codec<Entity>> codecs;

  /**
   * Checkpoints in {@code directory}, which is made when it is missing.
   *
   * @param codecs gives a codec to each call, because codecs are not shared by threads
   */
  public CheckpointStore(Path directory, Supplier<Codec<Entity>> codecs) {
    this.directory = directory;
    this.codecs = codecs;
  }

  /**
   * Replaces the checkpoint of a partition; durable when this returns.
   *
   * @throws IOException if it cannot be written; the old one is still there
   */
  public void write(FrozenState state, LogPosition position) throws IOException {
    Files.createDirectories(directory);
    Path target = fileOf(state.partition());
    Path aside = target.resolveSibling(target.getFileName() + ".tmp");
    new CheckpointWriter(codecs.get()).write(aside, state, position);
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  /**
   * Reads the checkpoint of a partition.
   *
   * @param logId the log it must be of
   * @return null when there is none that can be trusted; why is logged
   */
  public @Nullable Checkpoint read(int partition, String logId) {
    try {
      return readStrictly(partition, logId);
    } catch (BadCheckpointException | IOException e) {
      LOG.warn("Discarding checkpoint {}: {}", fileOf(partition), e.getMessage());
      return null;
    }
  }

  /**
   * The same for an audit, which must tell a checkpoint that is damaged from one that is missing.
   *
   * @return null when there is none
   * @throws BadCheckpointException if there is one that cannot be trusted, saying why
   */
  public @Nullable Checkpoint readStrictly(int partition, String logId)
      throws IOException, BadCheckpointException {
    Path file = fileOf(partition);
    try {
      Checkpoint checkpoint = new CheckpointReader(codecs.get()).read(file, partition);
      if (!checkpoint.position().logId().equals(logId)) {
        throw new BadCheckpointException(
            "expected log %s, but found %s".formatted(logId, checkpoint.position().logId()));
      }
      return checkpoint;
    } catch (NoSuchFileException e) {
      LOG.debug("No checkpoint {}", file);
      return null;
    }
  }

  private Path fileOf(int partition) {
    return directory.resolve("partition-%05d.checkpoint".formatted(partition));
  }
}
