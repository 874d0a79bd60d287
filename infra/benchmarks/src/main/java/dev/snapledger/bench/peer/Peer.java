package dev.snapledger.bench.peer;

import dev.snapledger.bench.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The programs that could be used instead. */
public enum Peer {
  QCOW2("qemu-utils", 1),
  BTRFS("btrfs-progs", 1.5),
  BORG("borgbackup", 1),
  RESTIC("restic", 3);

  /** The two ways to ask btrfs what changed. */
  public static final String FIND_NEW = "btrfs find-new";

  public static final String SEND = "btrfs send";

  private final String debianPackage;
  private final double spaceOfDisk;

  Peer(String debianPackage, double spaceOfDisk) {
    this.debianPackage = debianPackage;
    this.spaceOfDisk = spaceOfDisk;
  }

  /** Its name for people and options. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Space for the disk and its snapshots, in sizes of the disk. */
  public double spaceOfDisk() {
    return spaceOfDisk;
  }

  /** Why it cannot take part, for people; null if it can. */
  public @Nullable String missing() {
    for (String program : programs()) {
      if (Programs.find(program) == null) {
        return "%s is not installed (Debian package %s)".formatted(program, debianPackage);
      }
    }
    if (this == BTRFS && !mayMount()) {
      return "needs root and loop devices, and a kernel that knows btrfs";
    }
    return null;
  }

  private List<String> programs() {
    return switch (this) {
      case QCOW2 -> List.of("qemu-img", "qemu-io");
      case BTRFS -> List.of("mkfs.btrfs", "btrfs", "mount", "umount");
      case BORG -> List.of("borg");
      case RESTIC -> List.of("restic");
    };
  }

  private static boolean mayMount() {
    try {
      return Machine.isRoot()
          && Files.exists(Path.of("/dev/loop-control"))
          && Files.readString(Path.of("/proc/filesystems")).contains("btrfs");
    } catch (IOException _) {
      return false;
    }
  }

  /** Makes ready to use it. */
  public Contender open(Place place) throws IOException {
    return switch (this) {
      case QCOW2 -> new Qcow2(place);
      case BTRFS -> new Btrfs(place);
      case BORG -> new Borg(place);
      case RESTIC -> new Restic(place);
    };
  }
}
