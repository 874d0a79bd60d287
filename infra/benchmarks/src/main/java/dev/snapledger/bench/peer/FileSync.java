package dev.snapledger.bench.peer;

import dev.snapledger.cli.output.Folders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Files and what the page cache has of them. */
public final class FileSync {
  private static final int PIECE_BYTES = 4 << 20;

  private FileSync() {}

  /** Makes a file durable that another program wrote. */
  public static Path durable(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    return file;
  }

  /** All files below a folder. */
  public static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Length of all files below a folder. */
  public static long bytesIn(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : filesIn(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Reads files from start to end, one after the other; returns how many bytes. */
  public static long readAll(List<Path> files) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE_BYTES);
    long bytes = 0;
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        for (int read = 0; read >= 0; read = channel.read(buffer.clear())) {
          bytes += read;
        }
      }
    }
    return bytes;
  }

  /** Deletes a folder and what is in it, if it exists. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Folders.delete(folder);
    }
  }
}
