package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.decision.Found.FoundIncremental;
import dev.snapledger.commands.decision.StateRejection.NotFound;
import dev.snapledger.commands.decision.StateRejection.SnapshotNotReady;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.event.SnapshotCopyProgressed;
import org.jspecify.annotations.Nullable;

/** How far copies to other regions are. */
final class SnapshotCopyRules {
  private SnapshotCopyRules() {}

  /**
   * A report that comes no step further than an earlier one is accepted and changes nothing, so a
   * copy never goes backwards, and has at most {@link FamilySnapshot#COPY_STEPS_MAX} events.
   */
  static Decision report(ReportSnapshotCopyProgress command, Scope scope) {
    if (!(scope.snapshot(command.familyId(), command.snapshotId())
        instanceof FoundIncremental found)) {
      return rejected(new NotFound("snapshot", command.snapshotId().toString()));
    }
    FamilySnapshot copy = found.snapshot();
    Rejection refusal =
        first(() -> isCopy(copy), () -> bytesLegal(command, copy), () -> isUnderWay(copy));
    if (refusal != null) {
      return rejected(refusal);
    }
    int step = FamilySnapshot.copyStep(command.copiedBytes(), command.totalBytes());
    return step <= copy.copyStep()
        ? accepted(found.ids())
        : accepted(
            found.ids(),
            new SnapshotCopyProgressed(
                scope.firstEvent(),
                found.snapshotId(),
                found.familyId(),
                command.copiedBytes(),
                command.totalBytes()));
  }

  private static @Nullable Rejection isCopy(FamilySnapshot snapshot) {
    return snapshot.copied()
        ? null
        : new InvalidArgument(
            "snapshotId", "a copy from another region", snapshot.snapshotId().toString());
  }

  private static @Nullable Rejection bytesLegal(
      ReportSnapshotCopyProgress command, FamilySnapshot copy) {
    return first(
        () -> Arguments.range("totalBytes", command.totalBytes(), 1, copy.sizeBytes()),
        () -> Arguments.range("copiedBytes", command.copiedBytes(), 0, command.totalBytes()));
  }

  private static @Nullable Rejection isUnderWay(FamilySnapshot copy) {
    return copy.state() == SnapshotState.CREATING
        ? null
        : new SnapshotNotReady(copy.name(), SnapshotState.CREATING, copy.state());
  }
}
