package dev.snapledger.commands.port;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.reply.Reply;
import java.util.concurrent.CompletableFuture;

/**
 * Sends a command into the log and waits for its one reply.
 *
 * <p>A command that is submitted again with the same command id and subscription gets the first
 * reply again and changes nothing, so a caller that does not know what became of a command submits
 * the very same command again. Implementations are safe for use by many threads.
 */
public interface CommandSubmitter {

  /**
   * Sends {@code command}; blocks only while too many other commands wait for their replies.
   *
   * <p>The future completes with the reply, accepted or rejected, once the decision is committed;
   * or exceptionally with a {@link CommandUnansweredException} when the outcome is not known.
   * Completion runs on a thread of the submitter: continue elsewhere before doing slow work.
   */
  CompletableFuture<Reply> submit(Command command);
}
