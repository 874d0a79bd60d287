package dev.snapledger.cli.up;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodeMonitor;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.NodeServer;
import dev.snapledger.app.config.AuthChoice;
import dev.snapledger.app.config.HttpChoice;
import dev.snapledger.app.config.ManagementChoice;
import dev.snapledger.app.config.PolicyChoice;
import dev.snapledger.app.config.Setting;
import dev.snapledger.app.config.Settings;
import dev.snapledger.app.logging.LogFormat;
import dev.snapledger.app.logging.LogOutput;
import dev.snapledger.cli.node.NodeWatch;
import dev.snapledger.cli.stop.StopRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger up}: broker, node and HTTPS server until they are stopped. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Starts a broker (unless kafka.bootstrap.servers is set), a node and an HTTPS server that",
      "Azure's own clients can use, says how, and runs until Ctrl-C. A second start finds",
      "everything as it was."
    },
    footer = {
      "",
      "Examples:",
      "  ledger up",
      "  ledger up --data /var/lib/ledger --port 9443",
      "  curl --cacert ledger-data/tls/ca.pem https://localhost:8443/health/ready",
      "",
      "Settings (--config, --set) are listed by 'ledger node --help'."
    })
public final class UpCommand implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "ledger-data",
      description = "Data directory, made at the first start (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("ledger-data");

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the HTTPS server, 0 for a free one; wins over http.port.")
  private @Nullable Integer port;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings, one name=value a line. May be repeated, as for a file of secrets; the last one"
              + " wins.")
  private List<Path> config = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "One setting; wins over --config. May be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  UpCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = settings();
    var _ = AuthChoice.of(settings);
    HttpChoice _ = HttpChoice.of(settings); // Wrong settings first: nothing is started.
    var _ = PolicyChoice.subscriptions(settings);
    ManagementChoice management = ManagementChoice.of(settings);
    NodePorts ports = NodePorts.real();
    LogFormat format = LogOutput.formatOf(settings);
    PrintWriter out = LogOutput.use(format, spec.commandLine().getOut());
    try (StopRequest stop = StopRequest.listen();
        NodeMonitor monitor = NodeMonitor.start(management);
        LedgerNode node = LedgerNode.start(data, settings, ports, monitor.registries());
        NodeServer server = NodeServer.start(node, data, settings, ports)) {
      monitor.watch(node);
      if (monitor.url() != null) {
        out.println("metrics and health at " + monitor.url());
      }
      var welcome = new Welcome(server, data, PolicyChoice.subscriptions(settings).getFirst());
      switch (format) {
        case TEXT -> welcome.print(out);
        case JSON -> welcome.printAddress(out);
      }
      watch(node, stop, out);
    }
    return 0;
  }

  private Settings settings() {
    Settings settings = Settings.read(config).with(set);
    return port == null
        ? settings
        : settings.with(Map.of(Setting.HTTP_PORT.key(), port.toString()));
  }

  private static void watch(LedgerNode node, StopRequest stop, PrintWriter out)
      throws InterruptedException {
    var watch =
        new NodeWatch(
            () -> node.health().runtime(), () -> node.health().views(), node.metrics(), 0, out);
    do {
      watch.look();
    } while (!stop.await(LOOK_EVERY));
  }
}
