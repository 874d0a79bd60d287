package dev.snapledger.commands.port;

import dev.snapledger.commands.id.CommandId;
import org.jspecify.annotations.Nullable;

/**
 * No reply arrived, so it is not known whether the command was decided.
 *
 * <p>Submitting the same command again, with the same id, is always safe.
 */
public final class CommandUnansweredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says which command, and why no reply came. */
  public CommandUnansweredException(CommandId commandId, String why, @Nullable Throwable cause) {
    super("expected a reply to command " + commandId + ", but " + why, cause);
  }
}
