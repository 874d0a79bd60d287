package dev.snapledger.cli.clients;

import dev.snapledger.server.auth.Client;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ledger clients list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the clients and their roles; never secrets.")
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ClientsOption option;

  ListCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    for (Client client : option.open().all()) {
      String roles =
          client.assignments().stream()
              .map(a -> a.role().text() + " of " + a.scope().text())
              .collect(Collectors.joining(", "));
      String kind = client.kind() == Client.Kind.EXTERNAL ? "  (external)" : "";
      out.println("%s  %s  %s%s".formatted(client.id(), client.name(), roles, kind));
    }
    out.flush();
    return 0;
  }
}
