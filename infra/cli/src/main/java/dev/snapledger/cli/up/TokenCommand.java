package dev.snapledger.cli.up;

import dev.snapledger.app.NodePorts;
import dev.snapledger.app.SignInFiles;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger token}: a bearer token for scripts. */
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints a bearer token of the first client, for scripts on this machine. It holds for one",
      "hour. Whoever may read the data directory's auth folder may make one."
    },
    footer = {
      "",
      "Example:",
      "  curl --cacert ledger-data/tls/ca.pem -H \"Authorization: Bearer $(ledger token)\" \\",
      "    'https://localhost:8443/subscriptions?api-version=2022-12-01'"
    })
public final class TokenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "ledger-data",
      description = "Data directory of 'ledger up', running or not (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("ledger-data");

  TokenCommand() {}

  @Override
  public Integer call() {
    if (!Files.isDirectory(data)) {
      throw new ParameterException(
          spec.commandLine(), "--data: expected a data directory, but found none at " + data);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(SignInFiles.in(data).token(NodePorts.real()));
    out.flush();
    return 0;
  }
}
