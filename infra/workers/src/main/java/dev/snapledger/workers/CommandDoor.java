package dev.snapledger.workers;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.CommandSubmitter;
import dev.snapledger.commands.port.CommandUnansweredException;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.projections.work.WorkItem;

/**
 * How workers speak to the ledger.
 *
 * <p>A command's id is made of the item it is for and its purpose, so a command that is sent again
 * after a crash is the same command, and gets the first answer again.
 */
final class CommandDoor {
  /** Who the log says it was. */
  static final String PRINCIPAL = "worker";

  /** How often a command without an answer is sent before the whole item is tried again. */
  static final int SENDS_MAX = 3;

  private final CommandSubmitter submitter;
  private final Stop stop;

  CommandDoor(CommandSubmitter submitter, Stop stop) {
    this.submitter = submitter;
    this.stop = stop;
  }

  /**
   * The header of a command.
   *
   * @param purpose ASCII; the same for the same intent of the same item, another for another
   */
  static CommandHeader header(WorkItem item, SubscriptionId subscription, String purpose) {
    String name =
        "worker/%s/%d/%d"
            .formatted(purpose, item.position().partition(), item.position().logOffset());
    CommandId subject = new CommandId(item.subjectId());
    return new CommandHeader(
        new CommandId(DerivedIds.derive(subscription, subject, name)), subscription, PRINCIPAL);
  }

  /** The header of a command to the item's own subscription. */
  static CommandHeader header(WorkItem item, String purpose) {
    return header(item, item.subscriptionId(), purpose);
  }

  /**
   * Sends a command and waits for what became of it.
   *
   * @throws CommandUnansweredException if no reply came; sending it again is safe
   * @throws WorkStoppedException if the workers are closed meanwhile
   */
  Outcome send(Command command) {
    for (int sent = 1; ; sent++) {
      stop.check();
      try {
        return stop.await(submitter.submit(command)).outcome();
      } catch (CommandUnansweredException e) {
        if (sent == SENDS_MAX) {
          throw e;
        }
      }
    }
  }

  /**
   * Sends a command whose answer nobody needs; waits only while too many others wait for theirs.
   */
  void sendLast(Command command) {
    var _ = submitter.submit(command);
  }
}
