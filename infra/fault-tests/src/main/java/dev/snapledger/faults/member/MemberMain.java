package dev.snapledger.faults.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.snapledger.faults.member.MemberLine.Kind;
import dev.snapledger.runtime.LedgerRuntime;
import dev.snapledger.runtime.RuntimeHealth;
import dev.snapledger.runtime.RuntimeHealth.Partition;
import dev.snapledger.runtime.RuntimeHealth.PartitionState;
import dev.snapledger.runtime.RuntimeSettings;
import dev.snapledger.runtime.kafka.KafkaConnection;
import dev.snapledger.runtime.partition.StateDigest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Main program of a member: a command runtime alone, as a node has it, that tells on standard
 * output what becomes of its partitions. It leaves the group in good order when its standard input
 * ends.
 */
final class MemberMain {
  /** What it is asked for on standard input. */
  static final String DIGESTS = "digests";

  private static final long LOOK_MILLIS = 5;
  private static final long DIGEST_SECONDS_MAX = 60;

  /** So often that each run writes many, and small enough that entities leave the cache. */
  private static final int CHECKPOINT_CHANGES = 2_000;

  private static final long ENTITY_CACHE_BYTES = 4L << 20;

  private final PrintStream out;
  private final LedgerRuntime runtime;
  private boolean up;
  private SortedMap<Integer, Partition> known = new TreeMap<>();

  private MemberMain(PrintStream out, KafkaConnection connection, RuntimeSettings settings) {
    this.out = out;
    this.runtime =
        LedgerRuntime.start(
            connection,
            settings,
            (partition, nextCommand, _) ->
                say(Kind.DECIDED, partition, Long.toString(nextCommand)));
  }

  /** Arguments: bootstrap servers, name, folder of checkpoints, session timeout in ms. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err); // Whatever else prints must not look like one of our lines.
    KafkaConnection connection =
        new KafkaConnection(
            Map.of(
                "bootstrap.servers", arguments[0],
                "consumer.session.timeout.ms", arguments[3],
                "consumer.heartbeat.interval.ms",
                    Integer.toString(Integer.parseInt(arguments[3]) / 5)));
    RuntimeSettings settings =
        new RuntimeSettings(
            arguments[1],
            RuntimeSettings.DEFAULT_GROUP_ID,
            Path.of(arguments[2]),
            CHECKPOINT_CHANGES,
            ENTITY_CACHE_BYTES);
    MemberMain member = new MemberMain(out, connection, settings);
    Thread.ofPlatform().daemon().name("look").start(member::watch);
    member.answerUntilInputEnds();
    member.runtime.close();
    System.exit(0); // Threads of libraries may be left.
  }

  private void answerUntilInputEnds()
      throws IOException, ExecutionException, InterruptedException, TimeoutException {
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      if (!line.equals(DIGESTS)) {
        throw new IllegalArgumentException("expected " + DIGESTS + ", but found " + line);
      }
      for (StateDigest digest : runtime.stateDigests().get(DIGEST_SECONDS_MAX, TimeUnit.SECONDS)) {
        say(
            Kind.DIGEST,
            digest.partition(),
            digest.nextEventOffset() + " " + digest.entities() + " " + digest.sha256());
      }
      say(Kind.DIGESTS_DONE, -1, "");
    }
  }

  /** Looks often, because nobody tells: what came and went between two looks is not seen. */
  private void watch() {
    try {
      while (true) {
        look(runtime.health());
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(RuntimeHealth health) {
    if (!up && health.state() == RuntimeHealth.State.RUNNING) {
      up = true;
      say(Kind.UP, -1, "");
    }
    TreeSet<Integer> partitions = new TreeSet<>(known.keySet());
    partitions.addAll(health.partitions().keySet());
    for (int partition : partitions) {
      Partition before = known.get(partition);
      Partition now = health.partitions().get(partition);
      if (now == null) {
        say(Kind.RELEASED, partition, "");
      } else if (before == null || before.state() != now.state()) {
        if (before == null && now.state() == PartitionState.RUNNING) {
          say(Kind.ASSIGNED, partition, "");
        }
        say(kindOf(now.state()), partition, now.detail());
      }
    }
    known = health.partitions();
  }

  private static Kind kindOf(PartitionState state) {
    return switch (state) {
      case RESTORING -> Kind.ASSIGNED;
      case RUNNING -> Kind.RUNNING;
      case STOPPED -> Kind.STOPPED;
    };
  }

  private synchronized void say(Kind kind, int partition, String text) {
    out.println(new MemberLine(kind, System.currentTimeMillis(), partition, text));
    out.flush();
  }
}
