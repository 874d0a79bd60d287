package dev.snapledger.commands.decision;

import dev.snapledger.commands.command.Command;
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
  @SuppressWarnings("DoNotCallSuggester")
  public static Decision decide(Command command, LedgerState state, DecisionContext context) {
    throw new UnsupportedOperationException("rules follow in the next commit");
  }
}
