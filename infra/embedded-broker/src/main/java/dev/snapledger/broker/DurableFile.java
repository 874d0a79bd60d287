package dev.snapledger.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** Small text files that a crash leaves either as they were or as they shall be. */
final class DurableFile {

  private DurableFile() {}

  static void write(Path file, Properties lines, String comment) throws IOException {
    StringWriter text = new StringWriter();
    lines.store(text, comment);
    write(file, text.toString());
  }

  /** Replaces {@code file}, an absolute path; on disk when this returns. */
  static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel = FileChannel.open(draft, CREATE, TRUNCATE_EXISTING, WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
    forceDirectory(file.resolveSibling(""));
  }

  /** The same for a file that nobody but this process's user may read, from its first byte on. */
  static void writeSecret(Path file, Properties lines, String comment) throws IOException {
    StringWriter text = new StringWriter();
    lines.store(text, comment);
    writeSecret(file, text.toString());
  }

  /** As above. */
  static void writeSecret(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    write(file, text); // Writes the draft that is there already.
  }

  private static void forceDirectory(Path directory) throws IOException {
    // Windows cannot open a directory, and keeps its entries durable by itself.
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(directory, READ)) {
        channel.force(true);
      }
    }
  }
}
