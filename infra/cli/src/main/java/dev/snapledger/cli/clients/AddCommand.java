package dev.snapledger.cli.clients;

import dev.snapledger.server.auth.AccessScope;
import dev.snapledger.server.auth.Client;
import dev.snapledger.server.auth.Clients;
import dev.snapledger.server.auth.Role;
import dev.snapledger.server.auth.RoleAssignment;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "    --scope /subscriptions/00000000-0000-0000-0000-000000000001",
      "  ledger clients add build --external repo:example/build --role reader --scope /"
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

  @Option(
      names = "--external",
      paramLabel = "SUBJECT",
      description = {
        "What tokens of the external issuer (auth.oidc.issuer) call the client. It signs in there",
        "and has no secret here."
      })
  private @Nullable String external;

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
    PrintWriter out = spec.commandLine().getOut();
    if (external == null) {
      Clients.Added added = option.open().add(name, List.of(assignment));
      out.println("client id:     " + added.client().id());
      out.println("client secret: " + added.secret() + "   (not kept anywhere)");
    } else {
      out.println("client id:     " + addExternal(external, assignment).id());
      out.println("client secret: none, as it signs in to the external issuer");
    }
    out.flush();
    return 0;
  }

  private Client addExternal(String subject, RoleAssignment assignment) {
    try {
      return option.open().addExternal(subject, name, List.of(assignment));
    } catch (IllegalArgumentException e) {
      throw wrong("--external: " + e.getMessage());
    }
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
