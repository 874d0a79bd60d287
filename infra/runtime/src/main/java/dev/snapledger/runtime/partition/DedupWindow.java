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

  private final SequencedMap<ReplyKey, RememberedReply> committed = new LinkedHashMap<>();
  private final SequencedMap<ReplyKey, RememberedReply> open = new LinkedHashMap<>();

  DedupWindow() {}

  /** The reply to the first command with that id; null when it is new or too long ago. */
  @Nullable RememberedReply find(ReplyKey key, Instant now) {
    RememberedReply first = open.get(key);
    if (first == null) {
      first = committed.get(key);
    }
    return first == null || expired(first, now) ? null : first;
  }

  /** Remembers a reply, for good once the batch is promoted. */
  void remember(RememberedReply reply) {
    open.remove(reply.key());
    open.put(reply.key(), reply);
  }

  /**
   * Remembers a reply of the log, unless it repeats one that is remembered, or is too old at {@code
   * now}: a repetition may stand in the log long after the decision.
   */
  void replay(RememberedReply reply, Instant now) {
    if (!expired(reply, now) && find(reply.key(), reply.time()) == null) {
      remember(reply);
    }
    promote(now);
  }

  void promote(Instant now) {
    open.forEach(
        (key, reply) -> {
          committed.remove(key);
          committed.put(key, reply);
        });
    open.clear();
    while (!committed.isEmpty() && expired(committed.firstEntry().getValue(), now)) {
      committed.pollFirstEntry();
    }
  }

  void discard() {
    open.clear();
  }

  /** All remembered replies, oldest first; the batch must have been promoted or discarded. */
  RememberedReply[] committed() {
    if (!open.isEmpty()) {
      throw new IllegalStateException(
          "expected no open batch, but found " + open.size() + " replies in one");
    }
    return committed.sequencedValues().toArray(RememberedReply[]::new);
  }

  private static boolean expired(RememberedReply first, Instant now) {
    return !now.isBefore(first.time().plus(WINDOW));
  }
}
