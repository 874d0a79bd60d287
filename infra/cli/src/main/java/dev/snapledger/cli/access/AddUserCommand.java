package dev.snapledger.cli.access;

import dev.snapledger.app.LogAccess;
import dev.snapledger.cli.node.LogOptions;
import dev.snapledger.runtime.access.AccessControl;
import dev.snapledger.runtime.access.Right;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ledger access add-user}. */
@Command(
    name = "add-user",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Adds a user, or gives one another password and further rights.")
final class AddUserCommand implements Callable<Integer> {
  private static final int PASSWORD_BYTES = 24;

  @Spec private CommandSpec spec;

  @Mixin private LogOptions options;

  @Option(
      names = "--may",
      required = true,
      paramLabel = "RIGHT",
      description =
          "command: send commands and read replies; read: read events, replies and block maps. May"
              + " be repeated.")
  private Set<Right> rights = EnumSet.noneOf(Right.class);

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "File with the password; without it, one is made and printed, once.")
  private @Nullable Path passwordFile;

  @Parameters(paramLabel = "NAME", description = "Name of the user.")
  private String name = "";

  AddUserCommand() {}

  @Override
  public Integer call() throws IOException {
    String password = passwordFile == null ? made() : Files.readString(passwordFile).strip();
    try (LogAccess log = options.open();
        Admin admin = Admin.create(log.connection().admin())) {
      new AccessControl(admin).addUser(name, password, rights);
      PrintWriter out = spec.commandLine().getOut();
      out.println("user " + name + " may " + rights);
      if (passwordFile == null) {
        printProperties(out, log, password);
      }
      out.flush();
      return 0;
    }
  }

  private void printProperties(PrintWriter out, LogAccess log, String password) {
    out.println("its client properties, which are not kept anywhere:");
    out.println("bootstrap.servers=" + log.connection().properties().get("bootstrap.servers"));
    out.println("security.protocol=SASL_PLAINTEXT");
    out.println("sasl.mechanism=SCRAM-SHA-512");
    out.println(
        "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required"
            + " username=\"%s\" password=\"%s\";".formatted(name, password));
  }

  private static String made() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
