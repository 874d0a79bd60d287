package dev.snapledger.projections.answer;

import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.chain.SnapshotState;
import java.time.Duration;
import java.time.Instant;

/** Why a query has no answer. Codes are stable; details are for people. */
public sealed interface QueryError {
  /** Stable code: the simple name of the record. */
  default String code() {
    return getClass().getSimpleName();
  }

  /** What was expected, and what was found. */
  String detail();

  /**
   * There is no such thing, or not any more.
   *
   * @param what what was looked for, such as "a disk named g/d"
   */
  record NotFound(String what) implements QueryError {
    @Override
    public String detail() {
      return "expected " + what + ", but there is none";
    }
  }

  /**
   * The views did not get as far as demanded in time; asking again later may do.
   *
   * @param demanded how far they should be
   * @param appliedOffset offset of the next event to be read
   * @param waited how long was waited
   */
  record NotCaughtUp(MinOffset demanded, long appliedOffset, Duration waited)
      implements QueryError {
    @Override
    public String detail() {
      return "expected event %d of partition %d to be applied within %d ms, but the next one is %d"
          .formatted(demanded.logOffset(), demanded.partition(), waited.toMillis(), appliedOffset);
    }
  }

  /**
   * As much of this kind is worked on as may be at a time; asking again later does.
   *
   * @param what what is worked on
   * @param max how many at a time
   */
  record TooBusy(String what, int max) implements QueryError {
    @Override
    public String detail() {
      return "expected fewer than %d %s to be made at a time, but found as many"
          .formatted(max, what);
    }
  }

  /** The point in the past has not come yet, as far as the views know. */
  record AsOfInFuture(String demanded, String known) implements QueryError {
    @Override
    public String detail() {
      return "expected a point in the past, but found "
          + demanded
          + ", and the views know "
          + known;
    }
  }

  /** The subscription had no event yet. */
  record AsOfBeforeLog(String demanded, String first) implements QueryError {
    @Override
    public String detail() {
      return "expected a point after the first event of the subscription, "
          + first
          + ", but found "
          + demanded;
    }
  }

  /** The offset is one of another partition. */
  record InvalidAsOf(String detail) implements QueryError {}

  /** The grant was ended before its time. */
  record GrantRevoked(GrantId grantId, Instant revokedAt) implements QueryError {
    @Override
    public String detail() {
      return "expected an active grant, but it was revoked at " + revokedAt;
    }
  }

  /** The grant's time is over. */
  record GrantExpired(GrantId grantId, Instant expiresAt) implements QueryError {
    @Override
    public String detail() {
      return "expected an active grant, but it expired at " + expiresAt;
    }
  }

  /** The request itself is wrong, whatever the views hold. */
  record InvalidQuery(String detail) implements QueryError {}

  /** The snapshot has no bytes, not yet or not any more. */
  record SnapshotNotReady(SnapshotId snapshotId, SnapshotState state) implements QueryError {
    @Override
    public String detail() {
      return "expected a completed snapshot, but " + snapshotId + " is " + state;
    }
  }

  /**
   * The block map of a snapshot, or of one it builds on, is not complete in the view.
   *
   * @param snapshotId the one whose map is missing
   * @param partsFound parts that are there
   */
  record BlockMapNotReady(SnapshotId snapshotId, int partsFound) implements QueryError {
    @Override
    public String detail() {
      return "expected the block map of snapshot %s, but only %d parts of it have arrived"
          .formatted(snapshotId, partsFound);
    }
  }

  /** The two snapshots are of different families, or one is a full snapshot. */
  record NotOneFamily(SnapshotId from, SnapshotId to) implements QueryError {
    @Override
    public String detail() {
      return "expected two incremental snapshots of one family, but "
          + from
          + " and "
          + to
          + " are not";
    }
  }

  /** The two snapshots are in different regions. */
  record NotOneRegion(String fromRegion, String toRegion) implements QueryError {
    @Override
    public String detail() {
      return "expected two snapshots in one region, but they are in "
          + fromRegion
          + " and "
          + toRegion;
    }
  }

  /** The policy refuses a diff whose ends lie on different sides of a size. */
  record DiffAcrossResize(long fromBytes, long toBytes, long boundaryBytes) implements QueryError {
    @Override
    public String detail() {
      return "expected both sizes on one side of %d bytes, but found %d and %d"
          .formatted(boundaryBytes, fromBytes, toBytes);
    }
  }
}
