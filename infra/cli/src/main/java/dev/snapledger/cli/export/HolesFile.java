package dev.snapledger.cli.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapledger.blockstore.transfer.Hole;
import dev.snapledger.blockstore.transfer.HoleList;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The holes of an export, one JSON object a line, in a file beside it.
 *
 * <p>It has its name, and is durable, before the export has; without holes there is no such file.
 */
final class HolesFile implements HoleList, AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Path file;
  private final Path part;
  private final BufferedWriter out;
  private long holes;
  private long bytes;

  private HolesFile(Path file, Path part, BufferedWriter out) {
    this.file = file;
    this.part = part;
    this.out = out;
  }

  /** The list for an export under that name. */
  static HolesFile beside(Path export) throws IOException {
    Path file = of(export);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    return new HolesFile(file, part, Files.newBufferedWriter(part, StandardCharsets.UTF_8));
  }

  /** Its name. */
  static Path of(Path export) {
    return export.resolveSibling(export.getFileName() + ".holes");
  }

  Path file() {
    return file;
  }

  long holes() {
    return holes;
  }

  /** Bytes of the disk in all holes. */
  long bytes() {
    return bytes;
  }

  @Override
  public void add(Hole hole) throws IOException {
    out.write(MAPPER.writeValueAsString(hole));
    out.newLine();
    holes++;
    bytes += hole.lengthBytes();
  }

  @Override
  public void complete() throws IOException {
    out.close();
    if (holes > 0) {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }
}
