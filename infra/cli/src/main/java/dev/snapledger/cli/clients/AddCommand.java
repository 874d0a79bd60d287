package dev.snapledger.cli.clients;

import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Clients;
import dev.snapledger.server.auth.Role;
import dev.snapledger.server.auth.RoleAssignment;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger clients add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Adds a client with a role, and prints its id and its secret, once.",
    footer = {
      "",
      "Example:",
      "  ledger clients add backup --role snapshot-contributor \\",
      "    --scope /subscriptions/00000000-0000-0000-0000-000000000001"
    })
final class AddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ClientsOption option;

  @Option(
      names = "--role",
      required = true,
      paramLabel = "ROLE",
      description = "reader, snapshot-contributor, contributor or owner.")
  private String role = "";

  @Option(
      names = "--scope",
      required = true,
      paramLabel = "SCOPE",
      description = "/, /subscriptions/ID or /subscriptions/ID/resourceGroups/NAME.")
  private String scope = "";

  @Parameters(paramLabel = "NAME", description = "Name of the client, for people.")
  private String name = "";

  AddCommand() {}

  @Override
  public Integer call() {
    RoleAssignment assignment = new RoleAssignment(role(), scope());
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      throw wrong(
          "NAME: expected 1 to 64 letters, digits, '.', '_' or '-', but found '" + name + "'");
    }
    Clients.Added added = option.open().add(name, List.of(assignment));
    PrintWriter out = spec.commandLine().getOut();
    out.println("client id:     " + added.client().id());
    out.println("client secret: " + added.secret() + "   (not kept anywhere)");
    out.flush();
    return 0;
  }

  private Role role() {
    Role found = Role.of(role);
    if (found == null) {
      throw wrong(
          "--role: expected reader, snapshot-contributor, contributor or owner, but found '%s'"
              .formatted(role));
    }
    return found;
  }

  private AccessScope scope() {
    try {
      return AccessScope.parse(scope);
    } catch (IllegalArgumentException e) {
      throw wrong("--scope: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
