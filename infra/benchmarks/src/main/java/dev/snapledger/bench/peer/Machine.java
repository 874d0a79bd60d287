package dev.snapledger.bench.peer;

import dev.snapledger.bench.process.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** The limits of the machine: what the bytes cost without any snapshots. For one thread. */
public final class Machine {
  private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");
  private static final String ALL_CACHES = "3";
  private static final int PIECE_BYTES = 4 << 20;

  private final Tool tool;
  private final Path appended;

  /** Works in a folder of its own. */
  public Machine(Place place) throws IOException {
    Path folder = place.workspace().folder("machine");
    this.tool = new Tool(folder, place.workspace().folder("logs"), Map.of());
    this.appended = folder.resolve("appended");
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Whether the page cache can be emptied, for cold reads. */
  public static boolean canDropCaches() {
    return isRoot() && Files.isWritable(DROP_CACHES);
  }

  /** Lets the device finish what others wrote, so that it does not count for the next. */
  public void settle() throws IOException {
    tool.run("sync");
  }

  /** Empties the page cache. */
  public void dropCaches() throws IOException {
    settle();
    Files.writeString(DROP_CACHES, ALL_CACHES);
  }

  /** Measured: appends bytes to a file and makes them durable. */
  public void append(ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            appended,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      for (int from = 0; from < bytes.limit(); from += PIECE_BYTES) {
        ByteBuffer piece = bytes.slice(from, Math.min(PIECE_BYTES, bytes.limit() - from));
        while (piece.hasRemaining()) {
          channel.write(piece);
        }
      }
      channel.force(true);
    }
  }

  /** Measured: copies a file, sparse, and makes the copy durable. */
  public Path copy(Path file, Path into) throws IOException {
    Path copy = into.resolve("disk.raw");
    tool.run("cp", "--sparse=always", file.toString(), copy.toString());
    return FileSync.durable(copy);
  }

  /** Measured: reads files from start to end. */
  public long read(List<Path> files) throws IOException {
    return FileSync.readAll(files);
  }

  /** Deletes what was appended. */
  public void end() throws IOException {
    Files.deleteIfExists(appended);
  }
}
