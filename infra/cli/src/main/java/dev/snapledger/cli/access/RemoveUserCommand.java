package dev.snapledger.cli.access;

import dev.snapledger.app.LogAccess;
import dev.snapledger.cli.node.LogOptions;
import dev.snapledger.runtime.access.AccessControl;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger access remove-user}. */
@Command(
    name = "remove-user",
    mixinStandardHelpOptions = true,
    description = "Takes all rights of a user, and its password.")
final class RemoveUserCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LogOptions options;

  @Parameters(paramLabel = "NAME", description = "Name of the user.")
  private String name = "";

  RemoveUserCommand() {}

  @Override
  public Integer call() {
    try (LogAccess log = options.open();
        Admin admin = Admin.create(log.connection().admin())) {
      new AccessControl(admin).removeUser(name);
    }
    spec.commandLine().getOut().println("user " + name + " was removed");
    spec.commandLine().getOut().flush();
    return 0;
  }
}
