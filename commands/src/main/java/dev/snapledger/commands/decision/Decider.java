package dev.snapledger.commands.decision;

import dev.snapledger.commands.command.AcquireCopyLease;
import dev.snapledger.commands.command.AdoptPolicy;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CompleteBackgroundCopy;
import dev.snapledger.commands.command.CompleteMove;
import dev.snapledger.commands.command.CompleteSnapshot;
import dev.snapledger.commands.command.CopyCommand;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.DiskCommand;
import dev.snapledger.commands.command.FailBackgroundCopy;
import dev.snapledger.commands.command.FailMove;
import dev.snapledger.commands.command.FailSnapshot;
import dev.snapledger.commands.command.GrantSas;
import dev.snapledger.commands.command.MoveCommand;
import dev.snapledger.commands.command.MoveResource;
import dev.snapledger.commands.command.ReceiveResource;
import dev.snapledger.commands.command.ReleaseCopyLease;
import dev.snapledger.commands.command.ReportCopyProgress;
import dev.snapledger.commands.command.ReportSnapshotCopyProgress;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.command.RevokeSas;
import dev.snapledger.commands.command.SasCommand;
import dev.snapledger.commands.command.SnapshotCommand;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.entity.LedgerState;

/** The one place where commands become facts. */
public final class Decider {
  private Decider() {}

  /**
   * What a command leads to. Pure: the same arguments always give the same decision.
   *
   * @param command the command, as it was sent
   * @param state the present state of the subscription's entities
   * @param context time and place of the command record
   */
  public static Decision decide(Command command, LedgerState state, DecisionContext context) {
    Rejection refusal =
        Arguments.text(
            "header.principal", command.header().principal(), 0, Limits.PRINCIPAL_CHARS_MAX);
    if (refusal != null) {
      return Checks.rejected(refusal);
    }
    Scope scope = new Scope(command.header(), state, context);
    return switch (command) {
      case DiskCommand c -> decideDisk(c, scope);
      case SnapshotCommand c -> decideSnapshot(c, scope);
      case CopyCommand c -> decideCopy(c, scope);
      case SasCommand c -> decideSas(c, scope);
      case MoveCommand c -> decideMove(c, scope);
      case AdoptPolicy c -> PolicyRules.adopt(c, scope);
    };
  }

  private static Decision decideDisk(DiskCommand command, Scope scope) {
    return switch (command) {
      case CreateDisk c -> DiskRules.create(c, scope);
      case CreateDiskFromSnapshot c -> DiskRules.createFromSnapshot(c, scope);
      case ResizeDisk c -> DiskRules.resize(c, scope);
      case UpdateDisk c -> DiskRules.update(c, scope);
      case DeleteDisk c -> DiskRules.delete(c, scope);
    };
  }

  private static Decision decideSnapshot(SnapshotCommand command, Scope scope) {
    return switch (command) {
      case CreateIncrementalSnapshot c -> IncrementalSnapshotRules.create(c, scope);
      case CopySnapshot c -> IncrementalSnapshotRules.copy(c, scope);
      case CreateFullSnapshot c -> FullSnapshotRules.create(c, scope);
      case UpdateSnapshot c -> SnapshotRules.update(c, scope);
      case DeleteSnapshot c -> SnapshotRules.delete(c, scope);
      case CompleteSnapshot c -> SnapshotRules.complete(c, scope);
      case FailSnapshot c -> SnapshotRules.fail(c, scope);
      case ReportSnapshotCopyProgress c -> SnapshotCopyRules.report(c, scope);
    };
  }

  private static Decision decideCopy(CopyCommand command, Scope scope) {
    return switch (command) {
      case AcquireCopyLease c -> CopyRules.acquire(c, scope);
      case ReleaseCopyLease c -> CopyRules.release(c, scope);
      case ReportCopyProgress c -> CopyRules.report(c, scope);
      case CompleteBackgroundCopy c -> CopyRules.complete(c, scope);
      case FailBackgroundCopy c -> CopyRules.fail(c, scope);
    };
  }

  private static Decision decideSas(SasCommand command, Scope scope) {
    return switch (command) {
      case GrantSas c -> SasRules.grant(c, scope);
      case RevokeSas c -> SasRules.revoke(c, scope);
    };
  }

  private static Decision decideMove(MoveCommand command, Scope scope) {
    return switch (command) {
      case MoveResource c -> MoveRules.move(c, scope);
      case ReceiveResource c -> ReceiveRules.receive(c, scope);
      case CompleteMove c -> MoveRules.complete(c, scope);
      case FailMove c -> MoveRules.fail(c, scope);
    };
  }
}
