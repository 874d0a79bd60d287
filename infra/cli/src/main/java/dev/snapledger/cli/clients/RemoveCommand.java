package dev.snapledger.cli.clients;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger clients remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Takes a client away; its tokens are refused from then on.")
final class RemoveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ClientsOption option;

  @Parameters(paramLabel = "ID", description = "Id of the client.")
  private String id = "";

  RemoveCommand() {}

  @Override
  public Integer call() {
    if (!option.open().remove(id)) {
      throw new ParameterException(
          spec.commandLine(), "ID: expected the id of a client, but found '" + id + "'");
    }
    return 0;
  }
}
