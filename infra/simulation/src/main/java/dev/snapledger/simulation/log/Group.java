package dev.snapledger.simulation.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;

/**
 * The group coordinator of the command topic: static members, cooperative rebalances, generations.
 *
 * <p>A rebalance ends when every member has asked again. A partition that is to move is first taken
 * from its owner, and given to the new one in the next rebalance. For one thread.
 */
final class Group {
  /** How long a silent member keeps its partitions; as in {@code KafkaLogClients}. */
  static final Duration SESSION_MAX = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final SplittableRandom chance;
  private final int partitions;
  private final Fencing fencing;
  private final Map<String, Member> byInstance = new TreeMap<>();
  private int generation;
  private boolean rebalancing;
  private boolean shuffle;
  private long memberIds;

  private static final class Member {
    private final String memberId;
    private Instant seenAt;
    private boolean joined;
    private Set<Integer> owned = new TreeSet<>();
    private Set<Integer> assigned = new TreeSet<>();

    Member(String memberId, Instant seenAt) {
      this.memberId = memberId;
      this.seenAt = seenAt;
    }
  }

  /**
   * What a member has to own now.
   *
   * @param generation number of the rebalance that decided it
   */
  record Assignment(int generation, Set<Integer> partitions) {}

  Group(InstantSource clock, SplittableRandom chance, int partitions, Fencing fencing) {
    this.clock = clock;
    this.chance = chance;
    this.partitions = partitions;
    this.fencing = fencing;
  }

  /**
   * A process with that instance id is there. A known one gets back what it had, unless partitions
   * are without an owner: one that died between giving up a partition and asking again must not
   * leave it so.
   */
  String join(String instanceId) {
    Member before = byInstance.get(instanceId);
    Member member = new Member(instanceId + "#" + ++memberIds, clock.instant());
    if (before != null && !rebalancing && allOwned()) {
      member.assigned = before.assigned;
    } else {
      rebalancing = true;
    }
    byInstance.put(instanceId, member);
    return member.memberId;
  }

  private boolean allOwned() {
    return byInstance.values().stream().mapToInt(member -> member.assigned.size()).sum()
        == partitions;
  }

  void leave(String instanceId, String memberId) {
    Member member = byInstance.get(instanceId);
    if (member != null && member.memberId.equals(memberId)) {
      byInstance.remove(instanceId);
      rebalancing = true;
    }
  }

  void heartbeat(String instanceId, String memberId) {
    Member member = byInstance.get(instanceId);
    if (member != null && member.memberId.equals(memberId)) {
      member.seenAt = clock.instant();
    }
  }

  /** Makes everyone ask again, and partitions move for no reason. */
  void shuffle() {
    shuffle = true;
    rebalancing = true;
  }

  /** Removes members that were silent for too long. */
  void tick() {
    Instant oldest = clock.instant().minus(SESSION_MAX);
    if (byInstance.values().removeIf(member -> member.seenAt.isBefore(oldest))) {
      rebalancing = true;
    }
  }

  /**
   * A member asks what it has to own.
   *
   * @param owned what it owns
   * @return null while the others have not asked yet
   */
  @Nullable Assignment poll(String instanceId, String memberId, Set<Integer> owned) {
    Member member = known(instanceId, memberId);
    member.seenAt = clock.instant();
    if (rebalancing) {
      member.joined = true;
      member.owned = new TreeSet<>(owned);
      if (!byInstance.values().stream().allMatch(m -> m.joined)) {
        return null;
      }
      assign();
    }
    return new Assignment(generation, member.assigned);
  }

  /** A member gave up what it had to, so that others can get it. */
  void rejoin() {
    rebalancing = true;
  }

  private void assign() {
    generation++;
    rebalancing = false;
    Map<Integer, Member> owners = new TreeMap<>();
    byInstance.values().forEach(m -> m.owned.forEach(p -> owners.put(p, m)));
    List<Member> members = new ArrayList<>(byInstance.values());
    Map<Member, Set<Integer>> targets = targets(members, owners);
    for (Member member : members) {
      member.joined = false;
      member.assigned = new TreeSet<>();
      for (int partition : targets.getOrDefault(member, Set.of())) {
        Member owner = owners.get(partition);
        if (owner == null || owner == member) {
          member.assigned.add(partition);
        }
      }
    }
  }

  /** As even as can be; an owner keeps what it may, unless partitions are shuffled. */
  private Map<Member, Set<Integer>> targets(List<Member> members, Map<Integer, Member> owners) {
    IdentityHashMap<Member, Set<Integer>> targets = new IdentityHashMap<>();
    members.forEach(member -> targets.put(member, new TreeSet<>()));
    int most = Math.ceilDiv(partitions, members.size());
    List<Integer> left = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      Member owner = owners.get(partition);
      Set<Integer> kept = owner == null || shuffle ? null : targets.get(owner);
      if (kept != null && kept.size() < most) {
        kept.add(partition);
      } else {
        left.add(partition);
      }
    }
    shuffle = false;
    for (int partition : left) {
      List<Set<Integer>> free = new ArrayList<>();
      for (Member member : members) {
        Set<Integer> target = targets.getOrDefault(member, Set.of());
        if (target.size() < most) {
          free.add(target);
        }
      }
      free.get(chance.nextInt(free.size())).add(partition);
    }
    return targets;
  }

  /** Refuses offsets of a member that is not one, or not of this generation. */
  void check(ConsumerGroupMetadata metadata) {
    if (fencing == Fencing.OFF) {
      return;
    }
    Member member = byInstance.get(metadata.groupInstanceId().orElse(""));
    if (member == null || !member.memberId.equals(metadata.memberId())) {
      throw new CommitFailedException("expected a member, but found " + metadata);
    }
    if (metadata.generationId() != generation) {
      throw new CommitFailedException(
          "expected generation %d, but found %d".formatted(generation, metadata.generationId()));
    }
  }

  private Member known(String instanceId, String memberId) {
    Member member = byInstance.get(instanceId);
    if (member == null) {
      throw new UnknownMemberIdException("expected a member, but found " + memberId);
    }
    if (!member.memberId.equals(memberId)) {
      throw new FencedInstanceIdException("another process is " + instanceId);
    }
    return member;
  }
}
