package dev.snapledger.commands.decision;

import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.entity.SnapshotFamily;

/** Limits that no policy changes; each is listed in docs/reference/limits.md. */
public final class Limits {
  /** Bytes of a GiB, the unit of disk sizes. */
  public static final long GIB = 1L << 30;

  public static final long DISK_SIZE_GIB_MIN = 1;
  public static final long DISK_SIZE_GIB_MAX = 32_767;

  public static final int RESOURCE_GROUP_CHARS_MAX = 90;
  public static final int RESOURCE_NAME_CHARS_MAX = 80;
  public static final int TAGS_MAX = 50;
  public static final int TAG_NAME_CHARS_MAX = 512;
  public static final int TAG_VALUE_CHARS_MAX = 256;
  public static final int PRINCIPAL_CHARS_MAX = 256;
  public static final int REASON_CHARS_MAX = 1_000;
  public static final int CODE_CHARS_MAX = 100;

  public static final long SAS_SECONDS_MAX = 365L * 24 * 3_600;
  public static final int GRANTS_PER_RESOURCE_MAX = 100;

  public static final int COPIES_PER_SOURCE_MAX = 1_000;
  public static final int COPY_STEPS_MAX = FamilySnapshot.COPY_STEPS_MAX;
  public static final int FAILED_SNAPSHOTS_MAX = 1_000;

  /** Leaves room for the number that would come next. */
  public static final int FAMILY_SEQUENCE_MAX = Integer.MAX_VALUE - 1;

  public static final long LEASE_SECONDS_MAX = 3_600;
  public static final int LEASE_HOLDER_CHARS_MAX = 200;

  public static final int POLICY_NAME_CHARS_MAX = 64;
  public static final int POLICY_RATE_MAX = SnapshotFamily.RECENT_TIMES_MAX;
  public static final long POLICY_RATE_WINDOW_SECONDS_MAX =
      SnapshotFamily.RECENT_TIME_AGE_MAX.toSeconds();
  public static final int POLICY_SNAPSHOT_COUNT_MAX = 1_000;
  public static final int POLICY_SAS_SNAPSHOTS_MAX = 1_000;
  public static final int POLICY_REGIONS_MAX = 100;
  public static final int REGION_NAME_CHARS_MAX = 64;

  private Limits() {}
}
