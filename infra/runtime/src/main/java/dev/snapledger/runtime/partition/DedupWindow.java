package dev.snapledger.runtime.partition;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The replies to the commands of the last {@link #WINDOW} of log time, by command id.
 *
 * <p>Whether an id is remembered depends on the times of the two commands alone, never on when old
 * entries are dropped: so every re-execution of the log finds the same duplicates. Times rise in
 * the order of insertion, so the oldest entry is always the first. For one thread.
 */
public final class DedupWindow {
  /** How long a command id is remembered, in log time; the end is excluded. */
  public static final Duration WINDOW = Duration.ofHours(24);

  private final SequencedMap<ReplyKey, RememberedReply> replies = new LinkedHashMap<>();
  private int pending;

  DedupWindow() {}

  /** The reply to the first command with that id; null when it is new or too long ago. */
  @Nullable RememberedReply find(ReplyKey key, Instant now) {
    RememberedReply first = replies.get(key);
    return first == null || expired(first, now) ? null : first;
  }

  /** Remembers a reply, for good once the batch is promoted. */
  void remember(RememberedReply reply) {
    replies.remove(reply.key());
    replies.put(reply.key(), reply);
    pending++;
  }

  void promote(Instant now) {
    pending = 0;
    while (!replies.isEmpty() && expired(replies.firstEntry().getValue(), now)) {
      replies.pollFirstEntry();
    }
  }

  void discard() {
    for (; pending > 0; pending--) {
      replies.pollLastEntry();
    }
  }

  /** All remembered replies, oldest first; the batch must have been promoted or discarded. */
  RememberedReply[] committed() {
    if (pending != 0) {
      throw new IllegalStateException(
          "expected no open batch, but found " + pending + " pending replies");
    }
    return replies.sequencedValues().toArray(RememberedReply[]::new);
  }

  private static boolean expired(RememberedReply first, Instant now) {
    return !now.isBefore(first.time().plus(WINDOW));
  }
}
