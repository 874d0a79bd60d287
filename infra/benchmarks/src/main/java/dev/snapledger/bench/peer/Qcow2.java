package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.ChangeSet;
import dev.snapledger.bench.disk.RawDisk;
import dev.snapledger.bench.process.Tool;
import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/** A qcow2 image with internal snapshots, by {@code qemu-img} and {@code qemu-io}. */
final class Qcow2 implements Contender {
  private final Path folder;
  private final Path image;
  private final Path script;
  private final Path blocks;
  private final Tool tool;

  Qcow2(Place place) throws IOException {
    this.folder = place.workspace().folder("qcow2");
    this.image = folder.resolve("disk.qcow2");
    this.script = folder.resolve("script");
    this.blocks = folder.resolve("blocks");
    this.tool = new Tool(folder, place.workspace().folder("logs"), Map.of());
  }

  @Override
  public String label() {
    return Peer.QCOW2.label();
  }

  @Override
  public void begin() throws IOException {
    Files.createDirectories(blocks);
  }

  @Override
  public void ingest(RawDisk raw) throws IOException {
    tool.run(
        "qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.file().toString(), image.toString());
    snapshot(0);
  }

  /** A file for each block, as that is where {@code qemu-io} takes bytes from. */
  @Override
  public void prepare(ChangeSet changes) throws IOException {
    StringBuilder commands = new StringBuilder();
    changes.<IOException>forEach(
        (block, bytes) -> {
          Path file = blocks.resolve(Integer.toString(block));
          writeBlock(file, bytes);
          commands.append(
              "write -q -s %s %d %d\n"
                  .formatted(file, Geometry.startOf(block), Geometry.BLOCK_BYTES));
        });
    Files.writeString(script, commands.append("flush\nquit\n"));
  }

  private static void writeBlock(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  @Override
  public void snapshot(ChangeSet changes, RawDisk raw) throws IOException {
    tool.runWith(script, "qemu-io", "-f", "qcow2", image.toString());
    snapshot(changes.version());
  }

  private void snapshot(int number) throws IOException {
    tool.run("qemu-img", "snapshot", "-c", "s" + number, image.toString());
    FileSync.durable(image);
  }

  @Override
  public List<Path> exportSources(int snapshot) {
    return List.of(image);
  }

  @Override
  public Path export(int snapshot, Path into) throws IOException {
    Path file = into.resolve("disk.vhd");
    tool.run(
        "qemu-img",
        "convert",
        "-f",
        "qcow2",
        "-l",
        "snapshot.name=s" + snapshot,
        "-O",
        "vpc",
        "-o",
        "subformat=fixed,force_size=on",
        image.toString(),
        file.toString());
    return FileSync.durable(file);
  }

  @Override
  public void delete(int snapshot) throws IOException {
    tool.run("qemu-img", "snapshot", "-d", "s" + snapshot, image.toString());
    FileSync.durable(image);
  }

  @Override
  public long storedBytes() throws IOException {
    return Files.size(image);
  }

  @Override
  public void end() throws IOException {
    FileSync.delete(blocks);
    Files.deleteIfExists(image);
    Files.deleteIfExists(script);
  }
}
