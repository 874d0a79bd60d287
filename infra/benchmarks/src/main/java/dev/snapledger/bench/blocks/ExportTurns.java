package dev.snapledger.bench.blocks;

import dev.snapledger.bench.blocks.Turns.Turn;
import dev.snapledger.bench.disk.DiskModel;
import dev.snapledger.bench.peer.FileSync;
import dev.snapledger.blockstore.vhd.VhdFooter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns that write the disk to a file, which is compared with the model and deleted. */
record ExportTurns(Path folder) {
  /** Names what an export will read. */
  @FunctionalInterface
  interface Sources {
    List<Path> files() throws IOException;
  }

  /** Writes the disk. */
  @FunctionalInterface
  interface Export {
    /** Returns the file that it wrote into an empty folder. */
    Path into(Path folder) throws IOException;
  }

  /** A warm one: what it will read is in the page cache. */
  Turn warm(String label, DiskModel expected, Sources sources, Export export) {
    Written written = new Written();
    return new Turn(
        label,
        () -> {
          FileSync.delete(folder);
          Files.createDirectories(folder);
          FileSync.readAll(sources.files());
        },
        () -> written.file = export.into(folder),
        () -> {
          check(expected, written.file());
          FileSync.delete(folder);
        });
  }

  private static final class Written {
    private @Nullable Path file;

    Path file() {
      if (file == null) {
        throw new IllegalStateException("expected a file, but none was written");
      }
      return file;
    }
  }

  private static void check(DiskModel expected, Path file) throws IOException {
    expected.check(file);
    if (file.toString().endsWith(".vhd")) {
      VhdFooter.decode(lastBytes(file), Files.size(file));
    }
  }

  private static byte[] lastBytes(Path file) throws IOException {
    ByteBuffer footer = ByteBuffer.allocate(VhdFooter.BYTES);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.read(footer, channel.size() - VhdFooter.BYTES);
    }
    return footer.array();
  }
}
