package dev.snapledger.runtime.partition;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.decision.Decision;
import dev.snapledger.commands.decision.DecisionContext;
import dev.snapledger.commands.entity.LedgerState;
import dev.snapledger.commands.event.Event;
import java.util.function.Consumer;

/** Port to the command handlers; runs each command to its end on the calling thread. */
public interface CommandEngine {

  /**
   * Decides one command.
   *
   * <p>Every event of the decision has been given to the journal when this returns, in order.
   */
  Decision decide(Command command, DecisionContext context);

  /**
   * Runs the decisions of one batch in one unit of work, to its end on the calling thread. What
   * {@code decisions} throws is thrown on, and nothing of the unit is undone by that.
   */
  default void inOneUnit(Runnable decisions) {
    decisions.run();
  }

  /** Makes an engine over the state of one partition. */
  interface Factory {
    /** An engine that reads {@code state} and appends to {@code journal}. */
    CommandEngine over(LedgerState state, Consumer<Event> journal);
  }
}
