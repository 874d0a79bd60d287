package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.ChangeSet;
import dev.snapledger.bench.disk.RawDisk;
import dev.snapledger.bench.process.Tool;
import dev.snapledger.blockstore.geometry.Geometry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A borg repository without encryption, zstd-1: each snapshot a backup of the raw image, in pieces
 * of 64 KiB. Its own default, pieces by content of about 2 MiB, would store the changes many times
 * over.
 */
final class Borg implements Contender {
  private static final String REPOSITORY = "repository";

  private final Path folder;
  private final Tool tool;

  Borg(Place place) throws IOException {
    this.folder = place.workspace().folder("borg");
    Map<String, String> environment =
        Map.of(
            "BORG_BASE_DIR",
            folder.resolve("home").toString(),
            "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK",
            "yes",
            "TMPDIR",
            folder.toString());
    this.tool = new Tool(folder, place.workspace().folder("logs"), environment);
  }

  @Override
  public String label() {
    return Peer.BORG.label();
  }

  @Override
  public void begin() throws IOException {
    tool.run("borg", "init", "--encryption", "none", repository().toString());
  }

  private Path repository() {
    return folder.resolve(REPOSITORY);
  }

  private String archive(int snapshot) {
    return repository() + "::s" + snapshot;
  }

  @Override
  public void ingest(RawDisk raw) throws IOException {
    backUp(0, raw);
  }

  @Override
  public void snapshot(ChangeSet changes, RawDisk raw) throws IOException {
    backUp(changes.version(), raw);
  }

  private void backUp(int number, RawDisk raw) throws IOException {
    Path file = raw.file();
    tool.in(file.resolveSibling("."))
        .run(
            "borg",
            "create",
            "--compression",
            "zstd,1",
            "--chunker-params",
            "fixed," + Geometry.BLOCK_BYTES,
            "--sparse",
            archive(number),
            file.getFileName().toString());
  }

  @Override
  public List<Path> exportSources(int snapshot) throws IOException {
    return FileSync.filesIn(repository());
  }

  @Override
  public Path export(int snapshot, Path into) throws IOException {
    tool.in(into).run("borg", "extract", "--sparse", archive(snapshot));
    return FileSync.durable(FileSync.filesIn(into).getFirst());
  }

  @Override
  public void delete(int snapshot) throws IOException {
    tool.run("borg", "delete", archive(snapshot));
  }

  @Override
  public long storedBytes() throws IOException {
    return FileSync.bytesIn(repository());
  }

  @Override
  public void end() throws IOException {
    FileSync.delete(repository());
    FileSync.delete(folder.resolve("home"));
  }
}
