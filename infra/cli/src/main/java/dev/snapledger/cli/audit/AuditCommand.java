package dev.snapledger.cli.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.app.AuditedNode;
import dev.snapledger.app.NodePorts;
import dev.snapledger.cli.node.NodeOptions;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.stop.StopRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger audit}: proves that log, views, checkpoints and blocks agree. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Proves that the parts of a stopped node agree:",
      "  chain       the SHA-256 chain over the events of each partition",
      "  entities    state rebuilt from the events, against the checkpoints",
      "  views       projections rebuilt into an empty store, against the live ones",
      "  decisions   all commands decided again, events and replies bit for bit",
      "  block maps  what was published of each snapshot, against its events",
      "  blocks      block maps of the log, against the bytes of the store",
      "Exit code 0 only if everything agrees; each check prints its first difference.",
      "",
      "With --since, chain, decisions and blocks look at what came since, entities at",
      "all; views and block maps are left out. Given the report of an earlier audit,",
      "the chain must go on exactly where that report says it ended, so that nothing",
      "before can have been changed unseen."
    },
    footer = {
      "",
      "Examples:",
      "  ledger audit --data DIR --report q1.json      audit all, keep the report",
      "  ledger audit --data DIR --since q1.json --report q2.json",
      "                                                what came since that report",
      "  ledger audit --data DIR --since 120000        events from that offset on"
    })
public final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NodeOptions options;

  @Option(
      names = "--json",
      description = "Print the report as JSON on standard output, the rest on standard error.")
  private boolean json;

  @Option(
      names = "--since",
      paramLabel = "OFFSET|FILE",
      description =
          "Audit the events from this offset on in each partition, or those since an earlier"
              + " report.")
  private @Nullable String since;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the report to keep: JSON with what was found, how far, and its digest.")
  private @Nullable Path reportFile;

  AuditCommand() {}

  @Override
  public Integer call() throws IOException {
    options.checkExists();
    if (reportFile != null && Files.exists(reportFile)) {
      throw new ParameterException(
          spec.commandLine(), "--report: expected a new file, but found one at " + reportFile);
    }
    try (StopRequest stop = StopRequest.listen()) {
      return audit(NodePorts.real(), stop);
    }
  }

  private int audit(NodePorts ports, StopRequest stop) throws IOException {
    AuditSince start = AuditSince.of(since, spec.commandLine());
    PrintWriter people = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    var console = new Console(people, Console.surfaceOf(json), ports.time(), stop::check);
    try (AuditedNode node = AuditedNode.open(options.folder(), options.settings())) {
      start.checkLog(node, spec.commandLine());
      console.line(
          "audit of " + options.folder() + (start.fromBeginning() ? "" : ", " + start.text()));
      AuditReport report = new LedgerAudit(node, console, ports.time(), start).run();
      console.line(report.clean() ? "audit: everything agrees" : "audit: DIFFERENCES found");
      ObjectNode statement = ReportFile.statement(report);
      if (json) {
        spec.commandLine().getOut().print(ReportFile.text(statement));
        spec.commandLine().getOut().flush();
      }
      if (reportFile != null) {
        ReportFile.write(reportFile, statement);
        console.line(
            "report: " + reportFile + ", sha256 " + statement.path(ReportFile.DIGEST).asText());
      }
      return report.clean() ? 0 : 1;
    }
  }
}
