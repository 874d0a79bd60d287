package dev.snapledger.cli.node;

import dev.snapledger.app.LedgerNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.app.config.Setting;
import dev.snapledger.cli.stop.StopRequest;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
  @Spec private CommandSpec spec;

  @Mixin private NodeOptions options;

  NodeCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (StopRequest stop = StopRequest.listen();
        LedgerNode node =
            LedgerNode.start(options.folder(), options.settings(), NodePorts.real())) {
      out.println("node ready: commands go to topic ledger.commands at " + node.bootstrapServers());
      out.println("data directory: " + options.folder() + "; stop with Ctrl-C");
      out.flush();
      stop.await();
    }
    return 0;
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
