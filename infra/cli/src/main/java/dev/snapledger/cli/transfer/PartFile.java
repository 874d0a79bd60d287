package dev.snapledger.cli.transfer;

import dev.snapledger.blockstore.geometry.PageRange;
import dev.snapledger.blockstore.transfer.Piece;
import dev.snapledger.cli.output.ShownException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that appears under its name only when it is complete and durable. Until then it is {@code
 * NAME.part}, sparse, beside {@code NAME.part.state}; work that ends early leaves both, and goes on
 * from there if it is about the same source. For one thread; a second process is refused.
 */
final class PartFile implements Sink, AutoCloseable {
  /** How often what is done is made durable and written down. */
  private static final long SAVE_EVERY_BYTES = 64L << 20;

  private final Path file;
  private final Path part;
  private final Path stateFile;
  private final RandomAccessFile handle;
  private PartState state;
  private long reached;
  private boolean committed;

  private PartFile(Path file, RandomAccessFile handle, PartState state) {
    this.file = file;
    this.part = partOf(file);
    this.stateFile = stateOf(file);
    this.handle = handle;
    this.state = state;
    this.reached = state.doneBytes();
  }

  private static Path partOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static Path stateOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".part.state");
  }

  /**
   * Goes on with a part of the same source and length, or starts one of zero bytes.
   *
   * @param wanted with nothing done
   * @throws ShownException if there is a part that no command of this kind made, or that is in use
   */
  static PartFile open(Path target, PartState wanted) throws IOException {
    Path file = target.toAbsolutePath();
    Path part = partOf(file);
    if (PartState.read(stateOf(file)) == null && Files.exists(part) && Files.size(part) > 0) {
      throw new ShownException(
          "expected to write %s, but it is there without %s, so that nobody knows what it is; delete it or name another file"
              .formatted(part, stateOf(file)));
    }
    RandomAccessFile handle = new RandomAccessFile(part.toFile(), "rw");
    try {
      lock(handle.getChannel(), part);
      PartState found = PartState.read(stateOf(file));
      PartState state = found != null && found.isOf(wanted) ? found : wanted;
      if (state.equals(wanted)) {
        state.write(stateOf(file));
        handle.setLength(0);
      }
      handle.setLength(wanted.lengthBytes());
      return new PartFile(file, handle, state);
    } catch (IOException | RuntimeException e) {
      handle.close();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path part) throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      locked = false;
    }
    // The other writer may have renamed what was opened here, just before it was locked.
    if (!locked || !Files.exists(part)) {
      throw new ShownException(
          "expected to write %s alone, but found it in use by another command".formatted(part));
    }
  }

  /** Everything before is there. */
  long doneBytes() {
    return reached;
  }

  @Override
  public void take(Piece piece, ByteBuffer bytes) throws IOException {
    long start = piece.span().startByte();
    for (PageRange run : piece.runs()) {
      write(run.startByte(), bytes.slice((int) (run.startByte() - start), (int) run.lengthBytes()));
    }
    done(piece.span().endByte());
  }

  void write(long startByte, ByteBuffer bytes) throws IOException {
    long at = startByte;
    while (bytes.hasRemaining()) {
      at += handle.getChannel().write(bytes, at);
    }
  }

  /** Fills a buffer from a position; what is behind the end is left out. */
  void read(long startByte, ByteBuffer into) throws IOException {
    while (into.hasRemaining() && handle.getChannel().read(into, startByte + into.position()) > 0) {
      // It goes on until the buffer is full.
    }
  }

  /** Says that everything before is there. */
  void done(long endByte) throws IOException {
    reached = endByte;
    if (reached - state.doneBytes() >= SAVE_EVERY_BYTES) {
      save();
    }
  }

  private void save() throws IOException {
    handle.getChannel().force(false);
    state = state.at(reached);
    state.write(stateFile);
  }

  /** Makes it durable and gives it its name; a file that had this name is replaced. */
  void commit() throws IOException {
    handle.getChannel().force(true);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    committed = true;
    Files.deleteIfExists(stateFile);
  }

  /** Deletes it, where a part is of no use. */
  void drop() throws IOException {
    committed = true;
    Files.deleteIfExists(part);
    Files.deleteIfExists(stateFile);
  }

  @Override
  public void close() throws IOException {
    try (RandomAccessFile _ = handle) {
      if (!committed) {
        save();
      }
    }
  }
}
