package dev.snapledger.cli.clients;

import dev.snapledger.app.NodePorts;
import dev.snapledger.app.SignInFiles;
import dev.snapledger.server.auth.Clients;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The data directory whose clients are meant. */
final class ClientsOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "ledger-data",
      description = "Data directory of 'ledger up' (default: ${DEFAULT-VALUE}).")
  private Path data = Path.of("ledger-data");

  ClientsOption() {}

  Clients open() {
    if (!Files.isRegularFile(data.resolve("FORMAT"))) {
      throw new ParameterException(
          spec.commandLine(), "--data: expected a data directory, but found none at " + data);
    }
    return SignInFiles.in(data).clients(NodePorts.real());
  }
}
