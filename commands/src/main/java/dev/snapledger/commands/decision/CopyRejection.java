package dev.snapledger.commands.decision;

import dev.snapledger.commands.id.DiskId;
import java.time.Instant;
import java.util.Map;

/** A worker may not do, or no longer do, what it asked for. */
public sealed interface CopyRejection extends Rejection {

  /**
   * Another worker fills the disk.
   *
   * @param holder that worker
   * @param retryAt when its lease expires
   */
  record LeaseHeld(String holder, Instant retryAt) implements CopyRejection {
    @Override
    public String code() {
      return "LeaseHeld";
    }

    @Override
    public String message() {
      return "expected a free lease, but found one held by %s; allowed from %s on, or after its release"
          .formatted(holder, retryAt);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("holder", holder);
    }
  }

  /**
   * The lease that the worker acts under is not the one in force.
   *
   * @param epoch epoch the worker gave
   * @param current epoch of the newest lease; 0 before the first
   */
  record Fenced(long epoch, long current) implements CopyRejection {
    @Override
    public String code() {
      return "Fenced";
    }

    @Override
    public String message() {
      return "expected the epoch of the lease in force, newest is %d, but found %d"
          .formatted(current, epoch);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("epoch", Long.toString(epoch), "current", Long.toString(current));
    }
  }

  /**
   * The disk has no background copy that goes on.
   *
   * @param diskId the disk
   * @param found what it has instead: none, completed or failed
   */
  record BackgroundCopyNotRunning(DiskId diskId, String found) implements CopyRejection {
    @Override
    public String code() {
      return "BackgroundCopyNotRunning";
    }

    @Override
    public String message() {
      return "expected an unfinished background copy to disk %s, but found %s"
          .formatted(diskId, found);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("diskId", diskId.toString(), "found", found);
    }
  }
}
