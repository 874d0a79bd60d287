package dev.snapledger.cli;

import dev.snapledger.app.config.InvalidSettingException;
import dev.snapledger.cli.access.AccessCommand;
import dev.snapledger.cli.audit.AuditCommand;
import dev.snapledger.cli.chain.ChainCommand;
import dev.snapledger.cli.clients.ClientsCommand;
import dev.snapledger.cli.completion.CompletionCommand;
import dev.snapledger.cli.deadletter.DeadLettersCommand;
import dev.snapledger.cli.demo.DemoCommand;
import dev.snapledger.cli.deployment.DeploymentCommand;
import dev.snapledger.cli.disk.DiskCommand;
import dev.snapledger.cli.export.ExportCommand;
import dev.snapledger.cli.group.GroupCommand;
import dev.snapledger.cli.node.NodeCommand;
import dev.snapledger.cli.output.Failures;
import dev.snapledger.cli.reclaim.ReclaimCommand;
import dev.snapledger.cli.saskeys.SasKeysCommand;
import dev.snapledger.cli.scrub.ScrubCommand;
import dev.snapledger.cli.snapshot.SnapshotCommand;
import dev.snapledger.cli.up.TokenCommand;
import dev.snapledger.cli.up.UpCommand;
import dev.snapledger.cli.usage.UsageCommand;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of the command line. */
@Command(
    name = "ledger",
    mixinStandardHelpOptions = true,
    version = "snapledger 0.1.0",
    description = "An event-sourced ledger for incremental snapshots of virtual disks.",
    footer = {
      "",
      "Start with:",
      "  ledger demo                  the main job in one command, verified byte for byte",
      "  ledger up                    a node that Azure's own clients can use, until stopped",
      "",
      "Ask a server that is up, with the names and options of Azure's command line:",
      "  ledger group create -n demo -l eastus",
      "  ledger disk import -g demo disk1 image.vhd",
      "  ledger snapshot create -g demo -n snap1 --source disk1 --incremental",
      "  ledger snapshot export -g demo snap1 snap1.vhd",
      "  ledger chain -g demo -n disk1 -o table",
      "",
      "Work on a data directory:",
      "  ledger token                 a bearer token for scripts",
      "  ledger clients add NAME      who else may sign in, and their roles",
      "  ledger sas-keys rotate       a new key for shared-access URLs",
      "  ledger node --data DIR       a broker and a node that take commands until stopped",
      "  ledger audit --data DIR      prove that log, views and blocks agree",
      "  ledger scrub --data DIR      read every block of a stopped node, name what is broken",
      "  ledger export --data DIR     a snapshot of a stopped node as a VHD, broken or not",
      "  ledger reclaim --data DIR    free what nothing in a stopped node's stores needs",
      "  ledger dead-letters list     records that were no commands; show and resubmit them",
      "  ledger access add-user NAME  users of the broker and their rights (broker.security=scram)",
      "  ledger simulate              whole ledgers under simulated faults (see its --help)",
      "",
      "Exit codes: 0 done, 1 failed or not verified, 2 wrong usage."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      GroupCommand.class,
      DiskCommand.class,
      SnapshotCommand.class,
      ChainCommand.class,
      UsageCommand.class,
      DeploymentCommand.class,
      CompletionCommand.class,
      TokenCommand.class,
      ClientsCommand.class,
      SasKeysCommand.class,
      NodeCommand.class,
      AuditCommand.class,
      ScrubCommand.class,
      ReclaimCommand.class,
      ExportCommand.class,
      DeadLettersCommand.class,
      AccessCommand.class
    })
public final class LedgerCommand implements Runnable {
  /** Exit code of a command that was asked for something that does not exist. */
  private static final int WRONG_USAGE = 2;

  @Spec private CommandSpec spec;

  LedgerCommand() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new LedgerCommand());
    CommandLine node = Objects.requireNonNull(line.getSubcommands().get("node"));
    node.getCommandSpec().usageMessage().footer(NodeCommand.settingLines());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false); // A word that begins with @ is a file of parameters.
    HelpText.tidy(line);
    line.setParameterExceptionHandler(HelpText::explain);
    return line.setExecutionExceptionHandler(
        (failure, failed, asked) -> {
          int code = Failures.explain(failure, failed, asked);
          return failure instanceof InvalidSettingException ? WRONG_USAGE : code;
        });
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command, but found none");
  }
}
