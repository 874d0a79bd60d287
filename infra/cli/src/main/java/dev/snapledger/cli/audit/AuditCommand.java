package dev.snapledger.cli.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.snapledger.app.AuditedNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.cli.node.NodeOptions;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.stop.StopRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ledger audit}: proves that log, views, checkpoints and blocks agree. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proves that the parts of a stopped node agree:",
      "  entities    state rebuilt from the events, against the checkpoints",
      "  views       projections rebuilt into an empty store, against the live ones",
      "  decisions   every command decided again, events and replies compared bit for bit",
      "  block maps  what was published of each snapshot, against its events",
      "  blocks      block maps of the log, against the blocks of the store, bytes included",
      "Exit code 0 only if everything agrees; the first difference of each check is printed."
    })
public final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NodeOptions options;

  @Option(
      names = "--json",
      description = "Print the report as JSON on standard output, the rest on standard error.")
  private boolean json;

  AuditCommand() {}

  @Override
  public Integer call() throws IOException {
    options.checkExists();
    try (StopRequest stop = StopRequest.listen()) {
      return audit(NodePorts.real(), stop);
    }
  }

  private int audit(NodePorts ports, StopRequest stop) throws IOException {
    PrintWriter people = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    var console = new Console(people, Console.surfaceOf(json), ports.time(), stop::check);
    try (AuditedNode node = AuditedNode.open(options.folder(), options.settings())) {
      console.line("audit of " + options.folder());
      AuditReport report = new LedgerAudit(node, console, ports.time()).run();
      console.line(report.clean() ? "audit: everything agrees" : "audit: DIFFERENCES found");
      if (json) {
        printJson(report);
      }
      return report.clean() ? 0 : 1;
    }
  }

  private void printJson(AuditReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
    out.flush();
  }
}
