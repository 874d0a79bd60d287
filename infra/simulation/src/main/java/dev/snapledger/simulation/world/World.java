package dev.snapledger.simulation.world;

import dev.snapledger.blockstore.api.BlockStore;
import dev.snapledger.blockstore.api.BlockStoreException;
import dev.snapledger.blockstore.file.SimulatedCrash;
import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.port.CommandUnansweredException;
import dev.snapledger.commands.reply.Reply;
import dev.snapledger.simulation.check.Findings;
import dev.snapledger.simulation.check.LogWatch;
import dev.snapledger.simulation.check.ViewCheck;
import dev.snapledger.simulation.disk.BytesModel;
import dev.snapledger.simulation.disk.SimulatedDisk;
import dev.snapledger.simulation.disk.Syncs;
import dev.snapledger.simulation.log.Fencing;
import dev.snapledger.simulation.log.SimulatedLog;
import dev.snapledger.workers.NodeDied;
import dev.snapledger.workers.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, a disk, users, and nodes, of which one thing at a time takes a step, as chance wants.
 *
 * <p>A process that waits or sleeps in the middle of a call lets the world go on inside that call.
 * For one thread.
 */
final class World {
  private static final int PARTITIONS = 3;
  private static final int DEPTH_MAX = 3;
  private static final int ANSWER_STEPS_MAX = 400;
  private static final Duration ALARM_MAX = Duration.ofSeconds(30);

  private final WorldSettings settings;
  private final SplittableRandom chance;
  private final VirtualClock clock = new VirtualClock();
  private final Trace trace = new Trace();
  private final Findings findings = new Findings();
  private final BytesModel bytes = new BytesModel();
  private final LogWatch watch = new LogWatch(findings, bytes::apply);
  private final SimulatedLog log;
  private final SimulatedDisk disk;
  private final Users users;
  private final Mood mood;
  private final List<Host> hosts = new ArrayList<>();
  private final Accidents accidents;
  private final DigestChecks digests;
  private int depth;
  private boolean calm;

  World(WorldSettings settings) {
    this.settings = settings;
    this.chance = new SplittableRandom(settings.seed());
    this.mood = Mood.of(chance.split());
    this.log =
        new SimulatedLog(
            clock,
            chance.split(),
            PARTITIONS,
            bug() == Bug.SKIPS_FENCING ? Fencing.OFF : Fencing.ON,
            this::stable);
    this.disk =
        new SimulatedDisk(chance.split(), bug() == Bug.NEVER_SYNCS ? Syncs.SKIPPED : Syncs.KEPT);
    this.users = new Users(log, chance.split(), watch.state(), trace);
    this.accidents = new Accidents(this, chance);
    this.digests = new DigestChecks(this, chance);
    for (int i = 1; i <= settings.nodes(); i++) {
      String name = "node-" + i;
      hosts.add(new Host(this, name));
    }
  }

  private void stable(org.apache.kafka.common.TopicPartition partition) {
    watch.look(log, partition);
  }

  // ---- its parts ----

  VirtualClock clock() {
    return clock;
  }

  SimulatedLog log() {
    return log;
  }

  SimulatedDisk disk() {
    return disk;
  }

  BytesModel bytes() {
    return bytes;
  }

  LogWatch watch() {
    return watch;
  }

  Users users() {
    return users;
  }

  Findings findings() {
    return findings;
  }

  Trace trace() {
    return trace;
  }

  Mood mood() {
    return mood;
  }

  Bug bug() {
    return settings.bug();
  }

  List<Host> hosts() {
    return hosts;
  }

  SplittableRandom split() {
    return chance.split();
  }

  /** Whether nothing goes wrong any more. */
  boolean calm() {
    return calm;
  }

  /** Whether another process may go on inside the call of one. */
  boolean mayNest() {
    return depth < DEPTH_MAX;
  }

  /** From now on nothing goes wrong: the power is back, and every fault is over. */
  void calmDown() {
    calm = true;
    disk.restart();
    trace.say("heal");
  }

  // ---- steps ----

  /** One thing happens. */
  void step() {
    trace.nextStep();
    if (calm) {
      round();
      return;
    }
    int choice = chance.nextInt(100);
    if (choice < 15) {
      passTime();
    } else if (choice < 22) {
      log.tick();
    } else if (choice < 33) {
      users.send();
    } else if (choice < 38) {
      write();
    } else {
      runAny();
    }
    if (depth == 0) {
      if (chance.nextInt(Mood.OUT_OF) < mood.scheduled()) {
        accidents.breakSomething();
      }
      digests.take();
    }
  }

  /** Lets everybody take one step; time leaps when nobody has anything to do. */
  private void round() {
    clock.pass(Duration.ofMillis(50));
    log.tick();
    for (Host host : hosts) {
      Node node = host.node();
      if (node == null) {
        host.start();
        continue;
      }
      for (Node.Part part : Node.Part.values()) {
        if (node.canRun(part)) {
          act(node, part);
        }
      }
    }
    if (hosts.stream().allMatch(host -> host.node() == null || !hasTask(host))) {
      passToAlarm();
    }
    wake();
    digests.take();
  }

  private static boolean hasTask(Host host) {
    Node node = host.node();
    return node != null && node.time().hasTask();
  }

  private void passTime() {
    int choice = chance.nextInt(1_000);
    if (choice < 700) {
      clock.pass(Duration.ofMillis(1 + chance.nextInt(20)));
    } else if (choice < 900) {
      clock.pass(Duration.ofMillis(1 + chance.nextInt(1_000)));
    } else if (choice < 970) {
      passToAlarm();
    } else if (choice < 997) {
      clock.pass(Duration.ofMillis(1 + chance.nextInt(20_000)));
    } else {
      clock.pass(Duration.ofMinutes(5));
    }
    wake();
  }

  private void passToAlarm() {
    Instant next = clock.instant().plus(ALARM_MAX);
    for (Host host : hosts) {
      Node node = host.node();
      Instant alarm = node == null ? null : node.time().nextAlarm();
      next = alarm != null && alarm.isBefore(next) ? alarm : next;
    }
    clock.passTo(next);
  }

  private void wake() {
    for (Host host : hosts) {
      Node node = host.node();
      if (node != null) {
        node.time().wakeDue();
        node.heartbeat();
      }
    }
  }

  private void runAny() {
    Host host = hosts.get(chance.nextInt(hosts.size()));
    Node node = host.node();
    if (node == null) {
      if (chance.nextInt(8) == 0) {
        trace.say(host.name() + " starts");
        host.start();
      }
      return;
    }
    List<Node.Part> ready = new ArrayList<>();
    for (Node.Part part : Node.Part.values()) {
      if (node.canRun(part)) {
        ready.add(part);
      }
    }
    if (!ready.isEmpty()) {
      act(node, ready.get(chance.nextInt(ready.size())));
    }
  }

  private void act(Node node, Node.Part part) {
    trace.say("%s%s %s".formatted("  ".repeat(depth), node.life().name(), part));
    try {
      node.run(part);
    } catch (NodeDied e) {
      trace.say("%s%s is gone".formatted("  ".repeat(depth), node.life().name()));
    } catch (RuntimeException | AssertionError e) {
      // Not swallowed: a thread of the product ended by what it did not expect.
      findings.add("%s: %s ended by %s".formatted(node.life().name(), part, Stack.of(e)));
    }
  }

  private void nested(Life life, int stepsMax, BooleanSupplier done) {
    depth++;
    try {
      for (int i = 0; i < stepsMax && !done.getAsBoolean() && findings.first() == null; i++) {
        step();
      }
    } finally {
      depth--;
    }
    life.check();
  }

  /** A process sleeps while the others go on, often past its session timeout. */
  void sleep(Life life) {
    boolean longer = chance.nextInt(3) == 0;
    Instant wakes = clock.instant().plusMillis(chance.nextLong(longer ? 25_000 : 500));
    Set<Integer> before = owned(life);
    nested(life, 5 + chance.nextInt(longer ? 120 : 30), () -> false);
    if (clock.instant().isBefore(wakes)) {
      clock.passTo(wakes);
      wake();
      log.tick();
      nested(life, longer ? 60 : 5, () -> false);
    }
    if (before.stream().anyMatch(partition -> ownedByOther(life, partition))) {
      trace.fault(Fault.ZOMBIE_WOKE, life.name());
    }
  }

  private Set<Integer> owned(Life life) {
    Set<Integer> owned = new TreeSet<>();
    for (Host host : hosts) {
      Node node = host.node();
      if (node != null && node.life() == life) {
        owned.addAll(node.owned());
      }
    }
    return owned;
  }

  private boolean ownedByOther(Life life, int partition) {
    return hosts.stream()
        .map(Host::node)
        .anyMatch(node -> node != null && node.life() != life && node.owned().contains(partition));
  }

  /** A worker sends a command and waits for its answer. */
  CompletableFuture<Reply> submit(Life life, Command command, boolean closing) {
    var key = new LogWatch.Key(command.header().subscriptionId(), command.header().commandId());
    if (!life.losesRecord()) {
      users.send(command);
    }
    if (!closing && mayNest()) {
      nested(life, ANSWER_STEPS_MAX, () -> watch.answer(key) != null);
    }
    Reply reply = watch.answer(key);
    return reply == null
        ? CompletableFuture.failedFuture(
            new CommandUnansweredException(command.header().commandId(), "none came in time", null))
        : CompletableFuture.completedFuture(reply);
  }

  // ---- the disk ----

  /** The store of a region, for a process. */
  BlockStore region(Life life, String region) {
    try {
      return disk.region(region);
    } catch (RuntimeException e) {
      if (disk.crashed()) {
        life.end();
        storeCrashed(life.name() + " opening " + region);
        life.check();
      }
      throw e;
    }
  }

  void storeCrashed(String where) {
    long torn = disk.tornWrites();
    disk.restart();
    trace.fault(Fault.STORE_CRASHED, where);
    for (long i = torn; i < disk.tornWrites(); i++) {
      trace.fault(Fault.WRITE_TORN, where);
    }
  }

  private void write() {
    try {
      UUID id = bytes.anyDisk(chance, disk);
      if (id != null) {
        trace.say("write " + id);
        bytes.write(id, chance, disk, () -> storeCrashed("a write of a user"));
      }
    } catch (AssertionError e) {
      findings.add(String.valueOf(e.getMessage()));
    } catch (BlockStoreException | SimulatedCrash e) {
      trace.say("a user met: " + e.getMessage());
      if (disk.crashed()) {
        storeCrashed("a user");
      }
    }
  }

  void checkViews(Node node) {
    if (node.idle()) {
      findings.addIfAny(ViewCheck.difference(log, node.views()));
    }
  }

  Accidents accidents() {
    return accidents;
  }

  DigestChecks digests() {
    return digests;
  }

  @Nullable String finding() {
    return findings.first();
  }
}
