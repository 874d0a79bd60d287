package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.AcquireCopyLease;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.FailBackgroundCopy;
import dev.snapledger.commands.command.ReleaseCopyLease;
import dev.snapledger.commands.command.ReportCopyProgress;
import dev.snapledger.commands.decision.CopyRejection.BackgroundCopyNotRunning;
import dev.snapledger.commands.decision.CopyRejection.Fenced;
import dev.snapledger.commands.decision.CopyRejection.LeaseHeld;
import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.StateRejection.NotFound;
import dev.snapledger.commands.entity.BackgroundCopy;
import dev.snapledger.commands.event.BackgroundCopyCompleted;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyProgressed;
import dev.snapledger.commands.event.CopyLeaseAcquired;
import dev.snapledger.commands.event.CopyLeaseReleased;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.type.DiskOrigin;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How workers fill disks: one at a time, under a lease whose epoch grows with each new holder. All
 * of these commands may be repeated.
 */
final class CopyRules {
  private CopyRules() {}

  static Decision acquire(AcquireCopyLease command, Scope scope) {
    Rejection refusal =
        first(
            () -> Arguments.text("holder", command.holder(), 1, Limits.LEASE_HOLDER_CHARS_MAX),
            () ->
                Arguments.range(
                    "durationSeconds", command.durationSeconds(), 1, Limits.LEASE_SECONDS_MAX));
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundDisk disk = scope.disk(command.diskId());
    if (disk == null) {
      return diskNotFound(command.diskId());
    }
    BackgroundCopy copy = unfinished(disk);
    if (copy == null) {
      return rejected(notRunning(disk));
    }
    boolean prolonged = command.holder().equals(copy.leaseHolder());
    refusal = prolonged ? null : notHeld(copy, scope.now());
    if (refusal != null) {
      return rejected(refusal);
    }
    long epoch = prolonged ? copy.leaseEpoch() : copy.leaseEpoch() + 1;
    return accepted(
        leaseIds(disk, epoch),
        new CopyLeaseAcquired(
            scope.firstEvent(),
            disk.diskId(),
            command.holder(),
            epoch,
            scope.now().plusSeconds(command.durationSeconds())));
  }

  static Decision release(ReleaseCopyLease command, Scope scope) {
    FoundDisk disk = scope.disk(command.diskId());
    if (disk == null) {
      return diskNotFound(command.diskId());
    }
    BackgroundCopy copy = unfinished(disk);
    if (copy == null) {
      return rejected(notRunning(disk));
    }
    if (copy.leaseEpoch() != command.epoch() || command.epoch() == 0) {
      return rejected(new Fenced(command.epoch(), copy.leaseEpoch()));
    }
    return copy.leaseHolder() == null
        ? accepted(disk.ids())
        : accepted(
            disk.ids(), new CopyLeaseReleased(scope.firstEvent(), disk.diskId(), command.epoch()));
  }

  /** A report that says no more than an earlier one is accepted and changes nothing. */
  static Decision report(ReportCopyProgress command, Scope scope) {
    FoundDisk disk = scope.disk(command.diskId());
    if (disk == null) {
      return diskNotFound(command.diskId());
    }
    BackgroundCopy copy = unfinished(disk);
    if (copy == null) {
      return rejected(notRunning(disk));
    }
    Rejection refusal =
        first(() -> inForce(copy, command.epoch()), () -> bytesLegal(copy, command.copiedBytes()));
    if (refusal != null) {
      return rejected(refusal);
    }
    return command.copiedBytes() <= copy.copiedBytes()
        ? accepted(disk.ids())
        : accepted(
            disk.ids(),
            new BackgroundCopyProgressed(scope.firstEvent(), disk.diskId(), command.copiedBytes()));
  }

  static Decision complete(CompleteBackgroundCopy command, Scope scope) {
    FoundDisk disk = scope.disk(command.diskId());
    if (disk == null) {
      return diskNotFound(command.diskId());
    }
    if (completed(disk)) {
      return accepted(disk.ids());
    }
    BackgroundCopy copy = unfinished(disk);
    if (copy == null) {
      return rejected(notRunning(disk));
    }
    Rejection refusal =
        first(() -> inForce(copy, command.epoch()), () -> bytesLegal(copy, command.copiedBytes()));
    return refusal != null
        ? rejected(refusal)
        : accepted(
            disk.ids(),
            new BackgroundCopyCompleted(
                scope.firstEvent(),
                disk.diskId(),
                copy.sourceSnapshotId(),
                copy.sourceFamilyId(),
                command.copiedBytes()));
  }

  static Decision fail(FailBackgroundCopy command, Scope scope) {
    Rejection refusal = Arguments.text("reason", command.reason(), 0, Limits.REASON_CHARS_MAX);
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundDisk disk = scope.disk(command.diskId());
    if (disk == null) {
      return diskNotFound(command.diskId());
    }
    BackgroundCopy copy = disk.disk().backgroundCopy();
    if (copy == null) {
      return rejected(notRunning(disk));
    }
    if (copy.state() == BackgroundCopy.State.FAILED) {
      return accepted(disk.ids());
    }
    refusal = inForce(copy, command.epoch());
    return refusal != null
        ? rejected(refusal)
        : accepted(
            disk.ids(),
            new BackgroundCopyFailed(
                scope.firstEvent(),
                disk.diskId(),
                copy.sourceSnapshotId(),
                copy.sourceFamilyId(),
                command.reason()));
  }

  /** The holder acts under the epoch from now on, so the reply must tell it. */
  private static Map<String, String> leaseIds(FoundDisk disk, long epoch) {
    Map<String, String> ids = new HashMap<>(disk.ids());
    ids.put(Accepted.LEASE_EPOCH, Long.toString(epoch));
    return ids;
  }

  private static @Nullable BackgroundCopy unfinished(FoundDisk disk) {
    BackgroundCopy copy = disk.disk().backgroundCopy();
    return copy == null || copy.state() == BackgroundCopy.State.FAILED ? null : copy;
  }

  private static boolean completed(FoundDisk disk) {
    return disk.disk().origin() == DiskOrigin.SNAPSHOT && disk.disk().backgroundCopy() == null;
  }

  private static Rejection notRunning(FoundDisk disk) {
    String found =
        disk.disk().backgroundCopy() != null ? "failed" : completed(disk) ? "completed" : "none";
    return new BackgroundCopyNotRunning(disk.diskId(), found);
  }

  private static @Nullable Rejection notHeld(BackgroundCopy copy, Instant now) {
    String holder = copy.leaseHolder();
    Instant expiresAt = copy.leaseExpiresAt();
    return holder == null || expiresAt == null || !now.isBefore(expiresAt)
        ? null
        : new LeaseHeld(holder, expiresAt);
  }

  /** The epoch alone fences: a lease that ran out and was not taken by another still holds. */
  private static @Nullable Rejection inForce(BackgroundCopy copy, long epoch) {
    return copy.leaseHolder() != null && copy.leaseEpoch() == epoch
        ? null
        : new Fenced(epoch, copy.leaseEpoch());
  }

  private static @Nullable Rejection bytesLegal(BackgroundCopy copy, long copiedBytes) {
    return Arguments.range("copiedBytes", copiedBytes, 0, copy.totalBytes());
  }

  private static Decision diskNotFound(DiskId diskId) {
    return rejected(new NotFound("disk", diskId.toString()));
  }
}
