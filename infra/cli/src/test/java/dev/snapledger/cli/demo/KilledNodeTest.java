package dev.snapledger.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.snapledger.app.AuditedNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.cli.LedgerProcess;
import dev.snapledger.cli.audit.AuditReport;
import dev.snapledger.cli.audit.LedgerAudit;
import dev.snapledger.cli.output.Console;
import dev.snapledger.commands.event.Event;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node is killed with SIGKILL again and again while it does what the demo does, sometimes
 * together with its broker, and goes on each time: nothing is lost, nothing is doubled.
 *
 * <p>Each life first compares everything acknowledged so far with the model. Set {@code
 * -Dledger.kill.seed} to repeat a run, as far as the machine's timing lets it, and {@code
 * -Dledger.kill.times} for more kills.
 */
class KilledNodeTest {
  private static final long SEED = Long.getLong("ledger.kill.seed", 20);
  private static final int KILLS = Integer.getInteger("ledger.kill.times", 6);
  private static final int IMAGE_BYTES = 3 * 1024 * 1024 - 100;
  private static final int LINES_MAX = 30;
  private static final int APPENDED_BYTES_MAX = 256 * 1024;
  private static final Duration STEP_MAX = Duration.ofMinutes(5);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final int rounds = KILLS * 4;
  private final Plan plan = Plan.of(SEED, rounds);
  private final Set<ProcessHandle> brokers = new HashSet<>();
  private final List<String> lives = new ArrayList<>();

  @TempDir Path folder;

  @Test
  void losesAndDoublesNothingWhenItIsKilledAtAnyPoint() throws Exception {
    // given
    byte[] image = new byte[IMAGE_BYTES];
    random.nextBytes(image);
    Files.write(folder.resolve("image"), image);

    // when
    for (int kill = 1; kill <= KILLS; kill++) {
      liveAndDie();
    }
    liveToTheEnd();

    // then
    assertThat(brokers).as("brokers that outlived their nodes").noneMatch(ProcessHandle::isAlive);
    try (AuditedNode node = AuditedNode.open(data(), BusyNode.settings())) {
      var console =
          new Console(
              new PrintWriter(System.out, false, StandardCharsets.UTF_8),
              Console.Surface.PLAIN,
              NodePorts.real().time());
      AuditReport report = new LedgerAudit(node, console, NodePorts.real().time()).run();
      assertThat(report.firstDifference()).as("seed %d, %s", SEED, lives).isNull();
      checkFacts(Facts.read(node.connection()));
    }
  }

  private void liveAndDie() throws Exception {
    int lines = random.nextInt(1, LINES_MAX + 1);
    long appendedBytes = random.nextBoolean() ? random.nextInt(APPENDED_BYTES_MAX) : 0;
    boolean brokerFirst = random.nextInt(4) == 0;
    boolean brokerLast = random.nextInt(4) == 0;
    try (LedgerProcess node = startNode()) {
      String last = "";
      for (int line = 0; line < lines; line++) {
        String next = node.nextLine();
        if (next == null) {
          assertThat(last).as("a life that ended by itself: %s", node).isEqualTo(BusyNode.DONE);
          break;
        }
        last = next;
      }
      awaitAppended(node, appendedBytes);
      List<ProcessHandle> children = node.children();
      if (brokerFirst) {
        children.forEach(ProcessHandle::destroyForcibly);
      }
      node.kill();
      if (brokerLast) {
        children.forEach(ProcessHandle::destroyForcibly);
      }
      node.exitCode();
      brokers.addAll(children);
      note(
          "killed%s after line %d '%s' and %d bytes"
              .formatted(
                  brokerFirst || brokerLast ? " with its broker" : "",
                  node.output().size(),
                  last,
                  appendedBytes));
    }
  }

  /** Waits until the node's files have grown so much, or it has come to its next line. */
  private void awaitAppended(LedgerProcess node, long bytes) {
    long end = bytesOf(data()) + bytes;
    if (bytes > 0) {
      Awaitility.await()
          .atMost(STEP_MAX)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> node.hasNews() || bytesOf(data()) >= end);
    }
  }

  private void liveToTheEnd() throws Exception {
    try (LedgerProcess node = startNode()) {
      node.awaitLine("ready");
      brokers.addAll(node.children());
      int exitCode = node.exitCode();
      assertThat(exitCode).as("seed %d, %s\n%s", SEED, lives, node).isZero();
      assertThat(node.output()).last().isEqualTo(BusyNode.DONE);
    }
  }

  private LedgerProcess startNode() throws IOException {
    return LedgerProcess.start(
        folder.resolve("errors-" + lives.size()),
        Map.of(),
        BusyNode.class,
        BusyNode.arguments(
            data(), folder.resolve("notebook"), folder.resolve("image"), plan, rounds));
  }

  /** Each thing a step asked for happened once, whatever was sent again and worked on again. */
  private void checkFacts(List<Event> events) {
    Map<String, Integer> counts = Facts.countOnce(events);
    assertThat(counts).as("seed %d, %s", SEED, lives).allSatisfy((_, n) -> assertThat(n).isOne());
    for (Class<? extends Step> kind :
        List.of(Step.TakeIncremental.class, Step.TakeFull.class, Step.CopyToRegion.class)) {
      long asked = plan.steps().stream().filter(kind::isInstance).count();
      String fact =
          kind == Step.TakeIncremental.class
              ? "IncrementalSnapshot"
              : kind == Step.TakeFull.class ? "FullSnapshot" : "SnapshotCopy";
      assertThat(count(counts, fact + "Started ")).isEqualTo(asked);
      assertThat(count(counts, fact + "Completed ")).isEqualTo(asked);
    }
    assertThat(count(counts, "SnapshotDeleted "))
        .isEqualTo(plan.steps().stream().filter(Step.DropSnapshot.class::isInstance).count());
  }

  private static long count(Map<String, Integer> counts, String prefix) {
    return counts.keySet().stream().filter(key -> key.startsWith(prefix)).count();
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static long bytesOf(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(KilledNodeTest::sizeOf).sum();
    } catch (IOException | UncheckedIOException _) {
      return 0; // Something vanished while it was looked at, or is not there yet.
    }
  }

  private static long sizeOf(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(String life) {
    lives.add(life);
    System.out.println("seed " + SEED + ": " + life);
  }
}
