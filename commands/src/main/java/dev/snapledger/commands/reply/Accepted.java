package dev.snapledger.commands.reply;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command was accepted.
 *
 * @param ids ids of what was made, by field name: diskId, snapshotId, grantId
 * @param firstEventOffset offset of the first event it led to; null when it changed nothing
 * @param lastEventOffset offset of the last event it led to; null when it changed nothing
 */
public record Accepted(
    Map<String, String> ids, @Nullable Long firstEventOffset, @Nullable Long lastEventOffset)
    implements Outcome {
  public Accepted {
    ids = Map.copyOf(ids);
  }
}
