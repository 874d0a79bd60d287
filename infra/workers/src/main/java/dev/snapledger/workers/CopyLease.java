package dev.snapledger.workers;

import dev.snapledger.commands.command.AcquireCopyLease;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.FailBackgroundCopy;
import dev.snapledger.commands.command.ReleaseCopyLease;
import dev.snapledger.commands.command.ReportCopyProgress;
import dev.snapledger.commands.decision.Limits;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.projections.work.WorkItem.FillVolume;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right to fill a disk, and what is told to the ledger under it.
 *
 * <p>The clock only says when to prolong; whether the right still holds is decided by the ledger,
 * which refuses every epoch but the newest. For one thread at a time.
 */
final class CopyLease {
  private final FillVolume item;
  private final CommandDoor door;
  private final InstantSource clock;
  private final String holder;
  private final Duration duration;
  private @Nullable Held held;

  private record Held(long epoch, Instant since) {}

  CopyLease(
      FillVolume item, CommandDoor door, InstantSource clock, String holder, Duration duration) {
    this.item = item;
    this.door = door;
    this.clock = clock;
    this.holder = holder;
    this.duration = duration;
  }

  /**
   * Takes the lease, or prolongs it when half of its time is over.
   *
   * @return null when it is held; else how to go on
   */
  @Nullable Step hold() {
    Instant now = clock.instant();
    Held present = held;
    if (present != null && now.isBefore(present.since().plus(duration.dividedBy(2)))) {
      return null;
    }
    // Each try is an intent of its own: the answer to an earlier one says nothing about now.
    AcquireCopyLease command =
        new AcquireCopyLease(
            CommandDoor.header(item, "acquire-copy-lease/" + now),
            item.diskId(),
            holder,
            duration.toSeconds());
    return switch (door.send(command)) {
      case Accepted accepted -> {
        held = new Held(epoch(accepted), now);
        yield null;
      }
      case Rejected rejected -> refused(rejected);
    };
  }

  /**
   * Says how far it is.
   *
   * @return null when the ledger took it; else how to go on
   */
  @Nullable Step report(long copiedBytes) {
    long epoch = epoch();
    ReportCopyProgress command =
        new ReportCopyProgress(
            CommandDoor.header(item, "report-copy-progress/%d/%d".formatted(epoch, copiedBytes)),
            item.diskId(),
            epoch,
            copiedBytes);
    return switch (door.send(command)) {
      case Accepted _ -> null;
      case Rejected rejected -> refused(rejected);
    };
  }

  Step complete(long copiedBytes) {
    long epoch = epoch();
    return ended(
        door.send(
            new CompleteBackgroundCopy(
                CommandDoor.header(item, "complete-background-copy/" + epoch),
                item.diskId(),
                epoch,
                copiedBytes)));
  }

  Step fail(String reason) {
    long epoch = epoch();
    return ended(
        door.send(
            new FailBackgroundCopy(
                CommandDoor.header(item, "fail-background-copy/" + epoch),
                item.diskId(),
                epoch,
                Codes.cut(reason, Limits.REASON_CHARS_MAX))));
  }

  /** Gives the lease back, without waiting for an answer: it would run out anyway. */
  void release() {
    Held present = held;
    held = null;
    if (present != null) {
      door.sendLast(
          new ReleaseCopyLease(
              CommandDoor.header(
                  item, "release-copy-lease/%d/%s".formatted(present.epoch(), present.since())),
              item.diskId(),
              present.epoch()));
    }
  }

  private Step ended(Outcome outcome) {
    return switch (outcome) {
      case Accepted _ -> new Step.Finished();
      case Rejected rejected -> refused(rejected);
    };
  }

  private Step refused(Rejected rejected) {
    held = null;
    return switch (rejected.code()) {
      // The disk is gone or filled; the view will show that in a moment.
      case Codes.NOT_FOUND, Codes.BACKGROUND_COPY_NOT_RUNNING -> new Step.Finished();
      // Another worker does it. This one looks again, in case that one dies.
      case Codes.FENCED, Codes.LEASE_HELD -> new Step.Later(Codes.text(rejected), duration);
      default -> new Step.Later(Codes.text(rejected));
    };
  }

  private long epoch() {
    Held present = held;
    if (present == null) {
      throw new IllegalStateException(
          "expected a lease on disk %s, but found none".formatted(item.diskId()));
    }
    return present.epoch();
  }

  private long epoch(Accepted accepted) {
    String epoch = accepted.ids().get(Accepted.LEASE_EPOCH);
    if (epoch == null) {
      throw new IllegalStateException(
          "expected the epoch of the lease on disk %s in the reply, but found %s"
              .formatted(item.diskId(), accepted.ids()));
    }
    return Long.parseLong(epoch);
  }
}
