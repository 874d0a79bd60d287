package dev.snapledger.commands.reply;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command was accepted.
 *
 * @param ids ids of what was made or changed, by field name: diskId, snapshotId, grantId; for
 *     AcquireCopyLease also {@link #LEASE_EPOCH}
 * @param firstEventOffset offset of the first event it led to; null when it changed nothing
 * @param lastEventOffset offset of the last event it led to; null when it changed nothing
 */
public record Accepted(
    Map<String, String> ids, @Nullable Long firstEventOffset, @Nullable Long lastEventOffset)
    implements Outcome {
  /** Name of the epoch, a decimal number, that a worker fills a disk under. */
  public static final String LEASE_EPOCH = "leaseEpoch";

  public Accepted {
    ids = Map.copyOf(ids);
  }
}
