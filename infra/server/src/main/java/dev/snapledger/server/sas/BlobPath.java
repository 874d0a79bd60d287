package dev.snapledger.server.sas;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Path of a page blob: {@code /<account>/<container>/<blob>}, which here is kind, region and id.
 *
 * <p>It needs no percent-encoding, and each blob has one path: other spellings are no path at all.
 *
 * @param kind what the blob shows
 * @param region 1 to 63 lower-case letters, digits and dashes
 * @param id the disk's or snapshot's
 */
public record BlobPath(Kind kind, String region, UUID id) {
  private static final Pattern FORM =
      Pattern.compile("/(md-disks|md-snapshots)/([a-z0-9][a-z0-9-]{0,62})/([0-9a-f-]{36})");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  /** What a blob shows; the first segment of its path. */
  public enum Kind {
    DISK("md-disks"),
    SNAPSHOT("md-snapshots");

    private final String account;

    Kind(String account) {
      this.account = account;
    }

    static Kind ofAccount(String account) {
      return DISK.account.equals(account) ? DISK : SNAPSHOT;
    }
  }

  /** Path of a disk's present bytes. */
  public static BlobPath of(String region, DiskId disk) {
    return new BlobPath(Kind.DISK, region, disk.value());
  }

  /** Path of a snapshot's bytes. */
  public static BlobPath of(String region, SnapshotId snapshot) {
    return new BlobPath(Kind.SNAPSHOT, region, snapshot.value());
  }

  /** Reads a raw path; null if it is not that of a blob. */
  public static @Nullable BlobPath parse(String rawPath) {
    Matcher matcher = FORM.matcher(rawPath);
    if (!matcher.matches() || !ID.matcher(matcher.group(3)).matches()) {
      return null;
    }
    return new BlobPath(
        Kind.ofAccount(matcher.group(1)), matcher.group(2), UUID.fromString(matcher.group(3)));
  }

  /** The path, as it is in URLs and under signatures. */
  @Override
  public String toString() {
    return "/" + kind.account + "/" + region + "/" + id;
  }
}
