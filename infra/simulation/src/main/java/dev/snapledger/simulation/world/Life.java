package dev.snapledger.simulation.world;

import dev.snapledger.runtime.kafka.LogTopics;
import dev.snapledger.simulation.client.ClientFaults;
import dev.snapledger.simulation.client.CommitFate;
import dev.snapledger.simulation.log.LogRecord;
import dev.snapledger.workers.NodeDied;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * One process of a node, from its start to its death. Every call it makes passes here, and may be
 * its last, or where it falls asleep.
 */
final class Life implements ClientFaults {
  private static final Set<String> FAILING =
      Set.of(
          "member.poll",
          "member.committed",
          "reader.poll",
          "reader.offsetsForTimes",
          "feed.poll",
          "admin.describeTopics",
          "admin.listOffsets",
          "admin.fenceProducers",
          "producer.initTransactions",
          "producer.sendOffsetsToTransaction",
          "producer.abortTransaction");

  private static final int POLL_MAX = 12;

  private final World world;
  private final String name;
  private final SplittableRandom chance;
  private boolean alive = true;
  private boolean asleep;

  Life(World world, String name, SplittableRandom chance) {
    this.world = world;
    this.name = name;
    this.chance = chance;
  }

  String name() {
    return name;
  }

  boolean alive() {
    return alive;
  }

  /** Whether it does nothing at all at the moment. */
  boolean asleep() {
    return asleep;
  }

  void end() {
    alive = false;
  }

  /** Fails if the process is dead. */
  void check() {
    if (!alive) {
      throw new NodeDied(name + " is dead");
    }
  }

  @Override
  public void before(String call) {
    check();
    strike("before " + call);
    if (FAILING.contains(call) && rolls(world.mood().failure())) {
      world.trace().fault(Fault.CALL_FAILED, name + " " + call);
      throw new TimeoutException("simulated: no answer to " + call);
    }
  }

  @Override
  public void after(String call) {
    check();
    strike("after " + call);
  }

  private void strike(String where) {
    if (rolls(world.mood().crash())) {
      world.trace().fault(Fault.NODE_CRASHED, name + " " + where);
      end();
    } else if (world.mayNest() && rolls(world.mood().pause())) {
      world.trace().fault(Fault.NODE_PAUSED, name + " " + where);
      asleep = true;
      world.sleep(this);
      asleep = false;
    }
    check();
  }

  @Override
  public CommitFate commitFate() {
    if (world.bug() == Bug.IGNORES_ABORTS && chance.nextInt(20) == 0) {
      return CommitFate.SWALLOWED;
    }
    if (!rolls(world.mood().commit())) {
      return CommitFate.DONE;
    }
    return switch (chance.nextInt(3)) {
      case 0 -> commit(CommitFate.UNANSWERED, Fault.COMMIT_UNANSWERED);
      case 1 -> commit(CommitFate.LOST, Fault.COMMIT_LOST);
      default -> commit(CommitFate.LATE, Fault.COMMIT_LATE);
    };
  }

  private CommitFate commit(CommitFate fate, Fault fault) {
    world.trace().fault(fault, name);
    return fate;
  }

  @Override
  public boolean losesRecord() {
    boolean lost = rolls(world.mood().lost());
    if (lost) {
      world.trace().fault(Fault.RECORD_LOST, name);
    }
    return lost;
  }

  @Override
  public int pollMax() {
    return 1 + chance.nextInt(POLL_MAX);
  }

  @Override
  public boolean shows(String reader, TopicPartition log, LogRecord record) {
    boolean some = record.offset() % 7 == 3;
    return switch (world.bug()) {
      case FORGETS_REPLIES -> !(reader.equals("reader") && log.topic().equals(LogTopics.REPLIES));
      case MISSES_EVENTS_AT_RESTORE ->
          !(some && reader.equals("reader") && log.topic().equals(LogTopics.EVENTS));
      case MISSES_EVENTS_IN_VIEWS ->
          !(some && reader.equals("feed") && log.topic().equals(LogTopics.EVENTS));
      case NONE,
          IGNORES_ABORTS,
          SKIPS_FENCING,
          READS_UNCOMMITTED,
          RESTORES_TO_STABLE_END,
          DECIDES_BY_OWN_CLOCK,
          NEVER_SYNCS ->
          true;
    };
  }

  private boolean rolls(int chances) {
    return chances > 0 && !world.calm() && chance.nextInt(Mood.OUT_OF) < chances;
  }
}
