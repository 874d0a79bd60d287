package dev.snapledger.bench.peer;

import dev.snapledger.bench.disk.ChangeSet;
import dev.snapledger.bench.disk.RangeList;
import dev.snapledger.bench.disk.RawDisk;
import dev.snapledger.bench.process.Tool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * A file on btrfs, whose subvolume is snapshotted read-only; the file system is on a loop device.
 */
final class Btrfs implements Contender {
  private static final long SLACK_BYTES = 1L << 30;

  /** No transaction is that late: {@code find-new} then only says how late it is. */
  private static final long NEVER = 1L << 60;

  private final Path device;
  private final Path mount;
  private final Path disk;
  private final Path sent;
  private final long deviceBytes;
  private final Tool tool;

  /** Newest transaction in each snapshot. */
  private final List<Long> generations = new ArrayList<>();

  private boolean mounted;

  Btrfs(Place place) throws IOException {
    Path folder = place.workspace().folder("btrfs");
    this.device = folder.resolve("device");
    this.mount = place.workspace().folder("btrfs/mount");
    this.disk = mount.resolve("current/disk.raw");
    this.sent = folder.resolve("sent");
    this.deviceBytes = 2 * place.diskBytes() + SLACK_BYTES;
    this.tool = new Tool(folder, place.workspace().folder("logs"), Map.of("LC_ALL", "C"));
    place.workspace().atEnd(this::unmount);
  }

  @Override
  public String label() {
    return Peer.BTRFS.label();
  }

  @Override
  public void begin() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(device.toFile(), "rw")) {
      file.setLength(deviceBytes);
    }
    tool.run("mkfs.btrfs", "-q", "-f", device.toString());
    tool.run("mount", "-o", "loop", device.toString(), mount.toString());
    mounted = true;
    tool.run("btrfs", "subvolume", "create", mount.resolve("current").toString());
  }

  @Override
  public void ingest(RawDisk raw) throws IOException {
    tool.run("cp", "--sparse=always", raw.file().toString(), disk.toString());
    snapshot(0);
  }

  @Override
  public void snapshot(ChangeSet changes, RawDisk raw) throws IOException {
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      changes.writeTo(channel);
    }
    snapshot(changes.version());
  }

  /** The snapshot takes with it what was written; the sync waits until it is on the device. */
  private void snapshot(int number) throws IOException {
    tool.run(
        "btrfs",
        "subvolume",
        "snapshot",
        "-r",
        mount.resolve("current").toString(),
        path(number).toString());
    tool.run("btrfs", "filesystem", "sync", mount.toString());
  }

  private Path path(int snapshot) {
    return mount.resolve("s" + snapshot);
  }

  @Override
  public List<Differ> differs() throws IOException {
    generations.clear();
    for (int number = 0; Files.exists(path(number)); number++) {
      generations.add(BtrfsOutput.generation(findNew(number, NEVER)));
    }
    return List.of(new FindNew(), new Send());
  }

  private String findNew(int snapshot, long fromGeneration) throws IOException {
    return tool.run(
        "btrfs", "subvolume", "find-new", path(snapshot).toString(), Long.toString(fromGeneration));
  }

  /** Lists the extents that are newer than a snapshot's newest. */
  private final class FindNew implements Differ {
    @Override
    public String label() {
      return Peer.FIND_NEW;
    }

    @Override
    public RangeList diff(int from, int to) throws IOException {
      return BtrfsOutput.extents(findNew(to, generations.get(from) + 1));
    }

    @Override
    public void check(RangeList answer, RoaringBitmap changed) {
      answer.checkCovers(changed, label());
    }
  }

  /** Compares two snapshots and names what would have to be sent. */
  private final class Send implements Differ {
    @Override
    public String label() {
      return Peer.SEND;
    }

    @Override
    public RangeList diff(int from, int to) throws IOException {
      Files.deleteIfExists(sent);
      tool.run(
          "btrfs",
          "send",
          "-q",
          "--no-data",
          "-p",
          path(from).toString(),
          "-f",
          sent.toString(),
          path(to).toString());
      return BtrfsOutput.sentExtents(Files.readAllBytes(sent));
    }

    @Override
    public void check(RangeList answer, RoaringBitmap changed) {
      answer.checkCovers(changed, label());
    }
  }

  @Override
  public List<Path> exportSources(int snapshot) {
    return List.of(path(snapshot).resolve("disk.raw"));
  }

  @Override
  public Path export(int snapshot, Path into) throws IOException {
    Path file = into.resolve("disk.raw");
    tool.run(
        "cp", "--sparse=always", path(snapshot).resolve("disk.raw").toString(), file.toString());
    return FileSync.durable(file);
  }

  @Override
  public void delete(int snapshot) throws IOException {
    tool.run("btrfs", "subvolume", "delete", "--commit-after", path(snapshot).toString());
  }

  @Override
  public long storedBytes() throws IOException {
    return BtrfsOutput.used(tool.run("btrfs", "filesystem", "usage", "-b", mount.toString()));
  }

  @Override
  public void end() throws IOException {
    unmount();
    Files.deleteIfExists(device);
    Files.deleteIfExists(sent);
  }

  private void unmount() throws IOException {
    if (mounted) {
      mounted = false;
      try {
        tool.run("umount", mount.toString());
      } catch (IOException _) {
        // Somebody still looks at it: it goes when they are done.
        tool.run("umount", "--lazy", mount.toString());
      }
    }
  }
}
