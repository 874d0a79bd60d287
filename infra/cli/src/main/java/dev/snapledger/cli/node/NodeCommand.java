package dev.snapledger.cli.node;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodeMonitor;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.ManagementChoice;
import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.logging.LogOutput;
import dev.snapledger.cli.stop.StopRequest;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger node}: a broker and a node that take commands until they are stopped. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a broker (unless kafka.bootstrap.servers is set) and a node, prints where to send",
      "commands, and runs until Ctrl-C. A second start finds everything as it was."
    },
    footerHeading = "%nSettings (--config, --set):%n")
public final class NodeCommand implements Callable<Integer> {
  /** So --metrics-every counts looks. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @Mixin private NodeOptions options;

  @Option(
      names = "--metrics-every",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "Print the metrics in one line every so many seconds; 0 for never.")
  private int metricsEvery;

  NodeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (metricsEvery < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--metrics-every: expected 0 or more seconds, but found " + metricsEvery);
    }
    Settings settings = options.settings();
    PrintWriter out = LogOutput.use(LogOutput.formatOf(settings), spec.commandLine().getOut());
    try (StopRequest stop = StopRequest.listen();
        NodeMonitor monitor = NodeMonitor.start(ManagementChoice.of(settings));
        LedgerNode node =
            LedgerNode.start(options.folder(), settings, NodePorts.real(), monitor.registries())) {
      monitor.watch(node);
      if (monitor.url() != null) {
        out.println("metrics and health at " + monitor.url());
      }
      out.println("node ready: commands go to topic ledger.commands at " + node.bootstrapServers());
      out.println("data directory: " + options.folder() + "; stop with Ctrl-C");
      out.flush();
      watch(node, stop, out);
    }
    return 0;
  }

  /** Until the process shall end; says once more which partitions are stopped then. */
  private void watch(LedgerNode node, StopRequest stop, PrintWriter out)
      throws InterruptedException {
    var watch =
        new NodeWatch(
            () -> node.health().runtime(),
            () -> node.health().views(),
            node.metrics(),
            metricsEvery,
            out);
    do {
      watch.look();
    } while (!stop.await(LOOK_EVERY));
    if (!watch.stopped().isEmpty()) {
      out.println("stopped by broken invariants: partitions " + watch.stopped().keySet());
      out.flush();
    }
  }

  /** The settings for {@code --help}, one a line. */
  public static String[] settingLines() {
    Setting[] settings = Setting.values();
    var lines = new String[settings.length];
    for (int i = 0; i < settings.length; i++) {
      Setting s = settings[i];
      lines[i] =
          "  %-30s %s%s"
              .formatted(
                  s.key(),
                  s.meaning(),
                  s.defaultText().isEmpty() ? "" : " (default: " + s.defaultText() + ")");
    }
    return lines;
  }
}
