package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.ChangeSet;
import dev.snapledger.bench.disk.RawDisk;
import dev.snapledger.bench.process.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A restic repository as it is by default: each snapshot a backup of the raw image. */
final class Restic implements Contender {
  private static final Pattern SNAPSHOT = Pattern.compile("\"snapshot_id\":\"([0-9a-f]+)\"");

  private final Path folder;
  private final Tool tool;

  /** What restic calls each snapshot. */
  private final List<String> ids = new ArrayList<>();

  Restic(Place place) throws IOException {
    this.folder = place.workspace().folder("restic");
    Map<String, String> environment =
        Map.of(
            "RESTIC_REPOSITORY",
            folder.resolve("repository").toString(),
            "RESTIC_PASSWORD",
            "bench",
            "RESTIC_CACHE_DIR",
            folder.resolve("cache").toString(),
            "TMPDIR",
            folder.toString());
    this.tool = new Tool(folder, place.workspace().folder("logs"), environment);
  }

  @Override
  public String label() {
    return Peer.RESTIC.label();
  }

  @Override
  public void begin() throws IOException {
    ids.clear();
    tool.run("restic", "init");
  }

  @Override
  public void ingest(RawDisk raw) throws IOException {
    backUp(raw);
  }

  @Override
  public void snapshot(ChangeSet changes, RawDisk raw) throws IOException {
    backUp(raw);
  }

  private void backUp(RawDisk raw) throws IOException {
    Path file = raw.file();
    ids.add(
        snapshotId(
            tool.in(file.resolveSibling("."))
                .run("restic", "backup", "--json", file.getFileName().toString())));
  }

  /** Name of the snapshot that {@code backup --json} says it made. */
  static String snapshotId(String printed) {
    return SNAPSHOT
        .matcher(printed)
        .results()
        .findFirst()
        .map((MatchResult found) -> found.group(1))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected a snapshot_id of restic, but found " + printed.strip()));
  }

  @Override
  public List<Path> exportSources(int snapshot) throws IOException {
    return FileSync.filesIn(folder.resolve("repository"));
  }

  @Override
  public Path export(int snapshot, Path into) throws IOException {
    tool.run("restic", "restore", ids.get(snapshot), "--target", into.toString());
    return FileSync.durable(FileSync.filesIn(into).getFirst());
  }

  @Override
  public void delete(int snapshot) throws IOException {
    tool.run("restic", "forget", ids.get(snapshot));
  }

  @Override
  public long storedBytes() throws IOException {
    return FileSync.bytesIn(folder.resolve("repository"));
  }

  @Override
  public void end() throws IOException {
    FileSync.delete(folder.resolve("repository"));
    FileSync.delete(folder.resolve("cache"));
  }
}
