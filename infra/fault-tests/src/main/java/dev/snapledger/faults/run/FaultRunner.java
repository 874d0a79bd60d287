package dev.snapledger.faults.run;

import static dev.snapledger.faults.run.Stopwatch.seconds;

import dev.snapledger.faults.load.CommandSender;
import dev.snapledger.faults.member.MemberProcess;
import dev.snapledger.faults.member.Takeover;
import dev.snapledger.faults.member.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes one fault after the other, and says what followed. For one thread. */
final class FaultRunner {
  /** Longest until everything is well again; far more than it ever should take. */
  private static final Duration WELL_MAX = Duration.ofMinutes(3);

  private final Brokers brokers;
  private final Members members;
  private final Timeline timeline;
  private final CommandSender sender;
  private final Stopwatch watch;
  private final int partitions;

  /** When the last fault struck, in milliseconds since 1970. */
  private long struckMillis;

  FaultRunner(
      Brokers brokers,
      Members members,
      Timeline timeline,
      CommandSender sender,
      Stopwatch watch,
      int partitions) {
    this.brokers = brokers;
    this.members = members;
    this.timeline = timeline;
    this.sender = sender;
    this.watch = watch;
    this.partitions = partitions;
  }

  /**
   * Makes a fault and waits until everything is well again.
   *
   * @param heading begins the line that tells of it
   */
  FaultReport run(String heading, Fault fault)
      throws FaultTestException, IOException, InterruptedException {
    watch.pause(fault.before());
    String member = members.name(fault.member());
    SortedSet<Integer> hit = timeline.running(member);
    struckMillis = watch.nowMillis();
    switch (fault.kind()) {
      case KILL_LEADER ->
          hit = killBroker(heading, fault, brokers.leaderOfEvents(fault.partition()));
      case KILL_COORDINATOR -> hit = killBroker(heading, fault, brokers.coordinator());
      case KILL_MEMBER -> killMember(heading, member);
      case LOSE_MEMBER -> loseMember(heading, fault, member, hit);
      case KILL_BOTH -> killBoth(heading, fault, member, hit);
      case PAUSE_MEMBER -> pauseMember(heading, fault, member, hit);
      case ROLLING_JOINS -> {
        hit = all();
        rollingJoins(heading, fault);
      }
    }
    awaitWell();
    return report(fault.kind(), hit);
  }

  /** Waits until all members share the partitions for good, and have gone on to decide since. */
  private void awaitWell() throws FaultTestException, InterruptedException {
    do {
      awaitShared(members.names());
      long since = watch.nowMillis();
      watch.await(() -> "all brokers to be in sync", WELL_MAX, brokers::inSync);
      watch.await(
          () -> "new decisions in every partition",
          WELL_MAX,
          () ->
              sender.remaining() == 0
                  || all().stream()
                      .allMatch(p -> timeline.firstDecisionAfter(p, since).isPresent()));
    } while (!timeline.shared(members.names(), partitions));
  }

  private void awaitShared(Set<String> names) throws FaultTestException, InterruptedException {
    watch.await(
        () -> "each partition to run at one of %s, but found %s".formatted(names, members.shares()),
        WELL_MAX,
        () -> timeline.shared(names, partitions));
  }

  private SortedSet<Integer> all() {
    return new TreeSet<>(IntStream.range(0, partitions).boxed().toList());
  }

  /** Gives the partitions that may wait for it: all, as it may coordinate a transaction, too. */
  private SortedSet<Integer> killBroker(String heading, Fault fault, int node)
      throws IOException, InterruptedException {
    watch.line("%s: kill -9 of broker %d".formatted(heading, node));
    brokers.kill(node);
    struckMillis = watch.nowMillis();
    watch.pause(fault.delay());
    restart(node);
    return all();
  }

  private void restart(int node) throws IOException {
    watch.line("  broker %d is started again".formatted(node));
    brokers.restart(node);
  }

  private void killMember(String heading, String member) throws IOException, InterruptedException {
    watch.line("%s: kill -9 of %s, which is started at once".formatted(heading, member));
    members.kill(member);
    struckMillis = watch.nowMillis();
    members.restart(member);
  }

  private void loseMember(String heading, Fault fault, String member, SortedSet<Integer> lost)
      throws FaultTestException, IOException, InterruptedException {
    watch.line("%s: kill -9 of %s, which has %s".formatted(heading, member, lost));
    members.kill(member);
    struckMillis = watch.nowMillis();
    awaitShared(members.names());
    watch.line("  others have its partitions: " + members.shares());
    watch.pause(fault.delay());
    watch.line("  %s is started again".formatted(member));
    members.restart(member);
  }

  private void killBoth(String heading, Fault fault, String member, SortedSet<Integer> lost)
      throws FaultTestException, IOException, InterruptedException {
    int node = brokers.leaderOfEvents(lost.first());
    watch.line(
        "%s: kill -9 of broker %d and of %s, which has %s".formatted(heading, node, member, lost));
    brokers.kill(node);
    members.kill(member);
    struckMillis = watch.nowMillis();
    watch.pause(fault.delay());
    restart(node);
    awaitShared(members.names());
    watch.line("  others have its partitions: " + members.shares());
    watch.line("  %s is started again".formatted(member));
    members.restart(member);
  }

  private void pauseMember(String heading, Fault fault, String name, SortedSet<Integer> lost)
      throws FaultTestException, IOException, InterruptedException {
    watch.line("%s: SIGSTOP of %s, which has %s".formatted(heading, name, lost));
    MemberProcess member = members.get(name);
    member.sleep();
    struckMillis = watch.nowMillis();
    try {
      awaitShared(members.namesBut(name));
      watch.line("  others have its partitions: " + members.shares());
      watch.pause(fault.delay());
    } finally {
      member.wake();
    }
    watch.line("  SIGCONT of %s: it wakes up as a zombie".formatted(name));
  }

  private void rollingJoins(String heading, Fault fault)
      throws FaultTestException, IOException, InterruptedException {
    boolean joinFirst = fault.partition() % 2 == 0;
    for (String leaving : List.copyOf(members.names())) {
      long start = watch.nowMillis();
      String joining;
      if (joinFirst) {
        joining = members.join();
        watch.line("%s: %s joins, then %s leaves".formatted(heading, joining, leaving));
        watch.await(() -> joining + " to join", WELL_MAX, () -> timeline.isUp(joining));
        members.leave(leaving);
      } else {
        members.leave(leaving);
        joining = members.join();
        watch.line("%s: %s left, and %s joins".formatted(heading, leaving, joining));
      }
      awaitShared(members.names());
      watch.line("  %s after %s".formatted(members.shares(), seconds(watch.since(start))));
    }
  }

  private FaultReport report(FaultKind kind, SortedSet<Integer> hit) {
    long start = struckMillis;
    Duration took = watch.since(start);
    List<Takeover> takeovers = timeline.takeoversSince(start);
    Duration longest = Duration.ZERO;
    int where = 0;
    for (int partition : hit) {
      Duration pause = timeline.longestPause(partition, start, watch.nowMillis());
      if (pause.compareTo(longest) > 0) {
        longest = pause;
        where = partition;
      }
    }
    long first = 0;
    for (int partition : hit) {
      OptionalLong at = timeline.firstDecisionAfter(partition, start);
      first = Math.max(first, at.orElse(watch.nowMillis()) - start);
    }
    watch.line("  well again after %s; %s".formatted(seconds(took), members.shares()));
    watch.line(
        "  decisions: the first in each partition that was hit within %s; longest pause %s (partition %d)"
            .formatted(seconds(Duration.ofMillis(first)), seconds(longest), where));
    if (!takeovers.isEmpty()) {
      watch.line(
          "  takeovers, partition: assigned after, running later: "
              + takeovers.stream().map(one -> text(one, start)).collect(Collectors.joining(", ")));
    }
    return new FaultReport(kind, took, Duration.ofMillis(first), longest, takeovers);
  }

  private static String text(Takeover takeover, long start) {
    Duration assigned = Duration.ofMillis(takeover.assignedMillis() - start);
    return "%d: %s, %d ms"
        .formatted(takeover.partition(), seconds(assigned), takeover.took().toMillis());
  }
}
