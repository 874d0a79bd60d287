package dev.snapledger.faults.member;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What all members said so far, in the order in which it was heard. Safe for many threads. */
public final class Timeline {
  private final Map<String, SortedMap<Integer, Belief>> beliefs = new TreeMap<>();
  private final Set<String> up = new TreeSet<>();
  private final List<Takeover> takeovers = new ArrayList<>();
  private final Map<Integer, List<Long>> decisions = new HashMap<>();
  private @Nullable String failure;

  /** What a member believes about one of its partitions. */
  private record Belief(boolean running, long sinceMillis) {}

  synchronized void began(String member) {
    beliefs.put(member, new TreeMap<>());
    up.remove(member);
  }

  synchronized void ended(String member) {
    beliefs.remove(member);
    up.remove(member);
  }

  synchronized void heard(String member, MemberLine line) {
    SortedMap<Integer, Belief> own = beliefs.get(member);
    if (own == null) {
      return; // The last words of one that was killed.
    }
    switch (line.kind()) {
      case UP -> up.add(member);
      case ASSIGNED -> own.put(line.partition(), new Belief(false, line.atMillis()));
      case RUNNING -> running(member, own, line);
      case RELEASED -> own.remove(line.partition());
      case STOPPED ->
          failed("partition %d stopped at %s: %s".formatted(line.partition(), member, line.text()));
      case DECIDED ->
          decisions.computeIfAbsent(line.partition(), _ -> new ArrayList<>()).add(line.atMillis());
      case DIGEST, DIGESTS_DONE -> {} // The one who asked listens to these.
    }
  }

  private void running(String member, SortedMap<Integer, Belief> own, MemberLine line) {
    Belief before = own.put(line.partition(), new Belief(true, line.atMillis()));
    if (before != null && !before.running()) {
      Duration took = Duration.ofMillis(line.atMillis() - before.sinceMillis());
      takeovers.add(new Takeover(member, line.partition(), before.sinceMillis(), took));
    }
  }

  /** Notes that the run cannot be a success any more; the first reason is kept. */
  public synchronized void failed(String why) {
    if (failure == null) {
      failure = why;
    }
  }

  /** Why the run cannot be a success any more; null while it can. */
  public synchronized @Nullable String failure() {
    return failure;
  }

  /** Whether a member has joined the group since it was started. */
  public synchronized boolean isUp(String member) {
    return up.contains(member);
  }

  /** The partitions that a member believes to take commands of. */
  public synchronized SortedSet<Integer> running(String member) {
    SortedSet<Integer> running = new TreeSet<>();
    beliefs
        .getOrDefault(member, new TreeMap<>())
        .forEach(
            (partition, belief) -> {
              if (belief.running()) {
                running.add(partition);
              }
            });
    return running;
  }

  /**
   * Whether each partition takes commands at exactly one of these members, no partition is being
   * read back, and none of the members has nothing to do.
   */
  public synchronized boolean shared(Set<String> members, int partitions) {
    SortedSet<Integer> seen = new TreeSet<>();
    for (String member : members) {
      SortedMap<Integer, Belief> own = beliefs.getOrDefault(member, new TreeMap<>());
      if (own.isEmpty()) {
        return false;
      }
      for (var one : own.entrySet()) {
        if (!one.getValue().running() || !seen.add(one.getKey())) {
          return false;
        }
      }
    }
    return seen.size() == partitions;
  }

  /** The takeovers that the group began at or after a moment, in milliseconds since 1970. */
  public synchronized List<Takeover> takeoversSince(long millis) {
    return takeovers.stream().filter(one -> one.assignedMillis() >= millis).toList();
  }

  /** When a partition was first decided on after a moment; empty when it was not yet. */
  public synchronized OptionalLong firstDecisionAfter(int partition, long millis) {
    return decided(partition, at -> at > millis).min();
  }

  /**
   * The longest time between two decisions of a partition, one after the other, of which the later
   * came after {@code fromMillis}; until now, if none came.
   */
  public synchronized Duration longestPause(int partition, long fromMillis, long nowMillis) {
    long before = decided(partition, at -> at <= fromMillis).max().orElse(fromMillis);
    long longest = 0;
    for (long at : decided(partition, at -> at > fromMillis).sorted().toArray()) {
      longest = Math.max(longest, at - before);
      before = at;
    }
    return Duration.ofMillis(Math.max(longest, before <= fromMillis ? nowMillis - before : 0));
  }

  private LongStream decided(int partition, LongPredicate when) {
    return decisions.getOrDefault(partition, List.of()).stream()
        .mapToLong(Long::longValue)
        .filter(when);
  }
}
