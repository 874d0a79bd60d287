package dev.snapledger.cli.access;

import dev.snapledger.app.LogAccess;
import dev.snapledger.cli.node.LogOptions;
import dev.snapledger.runtime.access.AccessControl;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ledger access users}. */
@Command(
    name = "users",
    mixinStandardHelpOptions = true,
    description = "Lists the users with a password, and what each may do.")
final class UsersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LogOptions options;

  UsersCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (LogAccess log = options.open();
        Admin admin = Admin.create(log.connection().admin())) {
      new AccessControl(admin)
          .users()
          .forEach((name, rights) -> out.println(name + ": " + String.join(", ", rights)));
    }
    out.flush();
    return 0;
  }
}
