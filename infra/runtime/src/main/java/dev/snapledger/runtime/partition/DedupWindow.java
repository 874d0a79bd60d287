package dev.snapledger.runtime.partition;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The replies to the commands of the last {@link #WINDOW} of log time, by command id, in the same
 * layers as the entities: {@code open} over {@code sealed} over {@code recent} over {@code frozen}
 * over the {@link StateBase}.
 *
 * <p>Whether an id is remembered depends on the times of the two commands alone, never on when old
 * entries are dropped: so every re-execution of the log finds the same duplicates. Times rise in
 * the order of insertion, so the oldest entry of a layer is always its first. For one thread.
 */
public final class DedupWindow {
  /** How long a command id is remembered, in log time; the end is excluded. */
  public static final Duration WINDOW = Duration.ofHours(24);

  private final StateBase base;
  private SequencedMap<ReplyKey, RememberedReply> open = new LinkedHashMap<>();
  private SequencedMap<ReplyKey, RememberedReply> sealed = new LinkedHashMap<>();
  private SequencedMap<ReplyKey, RememberedReply> recent = new LinkedHashMap<>();
  private @Nullable SequencedMap<ReplyKey, RememberedReply> frozen;

  DedupWindow(StateBase base) {
    this.base = base;
  }

  /** The reply to the first command with that id; null when it is new or too long ago. */
  @Nullable RememberedReply find(ReplyKey key, Instant now) {
    RememberedReply first = open.get(key);
    if (first == null) {
      first = sealed.get(key);
    }
    if (first == null) {
      first = recent.get(key);
    }
    if (first == null && frozen != null) {
      first = frozen.get(key);
    }
    if (first == null) {
      first = base.reply(key);
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

  /** Ends the open batch; the one sealed before must have been promoted. */
  void seal() {
    if (!sealed.isEmpty()) {
      throw new IllegalStateException(
          "expected no sealed batch, but found one of %d replies".formatted(sealed.size()));
    }
    SequencedMap<ReplyKey, RememberedReply> empty = sealed;
    sealed = open;
    open = empty;
  }

  void promoteSealed(Instant now) {
    moveToRecent(sealed);
    while (!recent.isEmpty() && expired(recent.firstEntry().getValue(), now)) {
      recent.pollFirstEntry();
    }
  }

  void promote(Instant now) {
    moveToRecent(sealed);
    seal();
    promoteSealed(now);
  }

  private void moveToRecent(SequencedMap<ReplyKey, RememberedReply> batch) {
    batch.forEach(
        (key, reply) -> {
          recent.remove(key);
          recent.put(key, reply);
        });
    batch.clear();
  }

  void discardOpen() {
    open.clear();
  }

  void discard() {
    sealed.clear();
    open.clear();
  }

  /** Number of replies since the last checkpoint began. */
  int changes() {
    return recent.size();
  }

  /** The replies since the last freeze, oldest first; no batch may be in hand. */
  List<RememberedReply> freeze() {
    if (frozen != null || !open.isEmpty() || !sealed.isEmpty()) {
      throw new IllegalStateException(
          "expected nothing frozen and no batch in hand, but found frozen=%s and %d replies"
              .formatted(frozen != null, open.size() + sealed.size()));
    }
    frozen = recent;
    recent = new LinkedHashMap<>();
    return List.copyOf(frozen.sequencedValues());
  }

  /** Ends a freeze: the base holds what was frozen. */
  void thawWritten() {
    if (frozen != null) {
      base.repliesWritten(frozen.keySet());
    }
    frozen = null;
  }

  /** Ends a freeze: the base is as before. */
  void thawUnwritten() {
    SequencedMap<ReplyKey, RememberedReply> older = frozen;
    if (older == null) {
      throw new IllegalStateException("expected a freeze before its thaw");
    }
    recent.forEach(
        (key, reply) -> {
          older.remove(key);
          older.put(key, reply);
        });
    recent = older;
    frozen = null;
  }

  /** All replies that are remembered at {@code now}, oldest first; for audits and tests. */
  List<RememberedReply> remembered(Instant now) {
    SequencedMap<ReplyKey, RememberedReply> all = new LinkedHashMap<>();
    base.replies().forEach(reply -> all.put(reply.key(), reply));
    SequencedMap<ReplyKey, RememberedReply> written =
        frozen == null ? new LinkedHashMap<>() : frozen;
    List.of(written, recent, sealed, open)
        .forEach(
            layer ->
                layer.forEach(
                    (key, reply) -> {
                      all.remove(key);
                      all.put(key, reply);
                    }));
    List<RememberedReply> remembered = new ArrayList<>(all.sequencedValues());
    remembered.removeIf(reply -> expired(reply, now));
    return remembered;
  }

  private static boolean expired(RememberedReply first, Instant now) {
    return !now.isBefore(first.time().plus(WINDOW));
  }
}
