package dev.snapledger.cli.demo;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Settings;
import dev.snapledger.cli.output.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Another JVM with a node that does the steps of a plan, from the first that is not acknowledged,
 * until it is killed or has done them all. Each line it prints is a point at which it may be
 * killed.
 */
final class BusyNode {
  /** Share of the pages that each round changes. */
  static final double CHANGE = 0.03;

  /** Last line of a life that did everything and found everything as it must be. */
  static final String DONE = "done";

  private static final Duration DRAIN_MAX = Duration.ofMinutes(2);

  private BusyNode() {}

  /** Slow enough for disks to be filled while the next steps are done. */
  static Settings settings() {
    return Settings.of(
        Map.of(
            "log.partitions", "2",
            "policy.name", "kill-test",
            "policy.snapshot-rate-max", "1000",
            "subscriptions", DemoRun.MAIN.toString(),
            "copy.bytes-per-second-max", Integer.toString(2 << 20)));
  }

  /** Arguments: data directory, notebook, image, seed, rounds. */
  public static void main(String[] arguments) throws IOException {
    Path image = Path.of(arguments[2]);
    Plan plan = Plan.of(Long.parseLong(arguments[3]), Integer.parseInt(arguments[4]));
    var notebook = new Notebook(Path.of(arguments[1]));
    say("starting");
    try (LedgerNode node = LedgerNode.start(Path.of(arguments[0]), settings(), NodePorts.real());
        DiskModel model = modelOf(image, plan)) {
      say("ready");
      work(node, plan, model, notebook, image);
    }
    say(DONE);
  }

  private static DiskModel modelOf(Path image, Plan plan) throws IOException {
    DiskModel model = DiskModel.of(image);
    for (Step step : plan.steps()) {
      if (step instanceof Step.Change(int round)) {
        model.add(ChangeSet.choose(plan.seed(), round, model.imagePages(), CHANGE));
      }
    }
    return model;
  }

  private static void work(
      LedgerNode node, Plan plan, DiskModel model, Notebook notebook, Path image)
      throws IOException {
    var silent = new PrintWriter(Writer.nullWriter());
    var console = new Console(silent, Console.Surface.PLAIN, NodePorts.real().time());
    var inspection = new Inspection(node, model, new ByteComparison(model, console));
    var work = new StepWork(node, plan, model, image, BusyNode::say);
    int first = notebook.done();
    int end = plan.steps().size();
    inspection.check(
        Expected.after(plan.steps().subList(0, first)),
        first < end ? plan.steps().get(first) : null);
    say("found all of " + first + " steps");
    for (int step = first; step < end; step++) {
      say("step " + step + " " + plan.steps().get(step));
      work.run(step);
      notebook.tick();
    }
    work.settle(end);
    Awaitility.await().atMost(DRAIN_MAX).until(() -> node.health().workers().pending() == 0);
    inspection.check(Expected.after(plan.steps()), null);
    checkStores(node, Expected.after(plan.steps()));
  }

  /** Nothing is kept that nobody has, and nothing twice. */
  private static void checkStores(LedgerNode node, Expected expected) {
    long copies = expected.snapshots().keySet().stream().filter(n -> n.startsWith("copy-")).count();
    long here = expected.snapshots().size() - copies;
    check("images here", here, node.store("eastus").usage().images().size());
    check("images there", copies, node.store("westeurope").usage().images().size());
    check("volumes", expected.restored().size() + 1L, node.store("eastus").volumes().size());
  }

  private static void check(String what, long expected, long found) {
    if (expected != found) {
      throw new AssertionError("expected %d %s, but found %d".formatted(expected, what, found));
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /** What starts it. */
  static Stream<String> arguments(Path data, Path notebook, Path image, Plan plan, int rounds) {
    return Stream.of(
        data.toString(),
        notebook.toString(),
        image.toString(),
        Long.toString(plan.seed()),
        Integer.toString(rounds));
  }
}
