package dev.snapledger.commands.reply;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command was refused and changed nothing.
 *
 * @param code stable code, such as SnapshotRateExceeded
 * @param message what was asked, what the limit is, when it would be allowed
 * @param details the numbers of the message, by name
 * @param retryAt first instant at which the same command would not be refused for this reason, when
 *     that is known
 */
public record Rejected(
    String code, String message, Map<String, String> details, @Nullable Instant retryAt)
    implements Outcome {
  public Rejected {
    details = Map.copyOf(details);
  }
}
