package dev.snapledger.workers;

import dev.snapledger.commands.command.CompleteMove;
import dev.snapledger.commands.command.FailMove;
import dev.snapledger.commands.command.ReceiveResource;
import dev.snapledger.commands.decision.Limits;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.projections.work.WorkItem.MoveOut;

/** Hands a resource over to another subscription: first it arrives there, then it leaves here. */
final class MoveTask implements WorkTask {
  private final MoveOut item;
  private final CommandDoor door;

  /**
   * Which try this is. Tries are numbered from 0 after every start, so that a try that was accepted
   * before a crash is the same command again, and a resource is never received twice.
   */
  private int attempt;

  MoveTask(MoveOut item, CommandDoor door) {
    this.item = item;
    this.door = door;
  }

  @Override
  public Step step() {
    ReceiveResource command =
        new ReceiveResource(
            CommandDoor.header(item, item.targetSubscriptionId(), "receive/" + attempt),
            item.subscriptionId(),
            item.resource());
    return switch (door.send(command)) {
      case Accepted _ -> complete();
      case Rejected rejected -> {
        // The target has not yet let go of it from an earlier stay; it does so by an item of its
        // own. Completing here now would leave the resource in neither subscription.
        if (rejected.code().equals(Codes.MOVE_IN_PROGRESS)) {
          attempt++;
          yield new Step.Later(Codes.text(rejected));
        }
        yield fail(rejected);
      }
    };
  }

  private Step complete() {
    return ended(
        door.send(
            new CompleteMove(
                CommandDoor.header(item, "complete-move"),
                item.resource().diskId(),
                item.resource().snapshotId())));
  }

  private Step fail(Rejected refusal) {
    return ended(
        door.send(
            new FailMove(
                CommandDoor.header(item, "fail-move"),
                item.resource().diskId(),
                item.resource().snapshotId(),
                Codes.cut(refusal.code(), Limits.CODE_CHARS_MAX),
                Codes.cut(refusal.message(), Limits.REASON_CHARS_MAX))));
  }

  private static Step ended(Outcome outcome) {
    return switch (outcome) {
      case Accepted _ -> new Step.Finished();
      case Rejected rejected ->
          rejected.code().equals(Codes.NOT_FOUND) || rejected.code().equals(Codes.MOVE_NOT_STARTED)
              ? new Step.Finished()
              : new Step.Later(Codes.text(rejected));
    };
  }
}
