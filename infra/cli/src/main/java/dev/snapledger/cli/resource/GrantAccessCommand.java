package dev.snapledger.cli.resource;

import dev.snapledger.cli.answer.Columns;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.remote.SharedAccess;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a shared-access URL of a disk or snapshot. */
public abstract class GrantAccessCommand extends RemoteCommand {
  private final ResourceKind kind;

  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  @Option(
      names = "--duration-in-seconds",
      paramLabel = "SECONDS",
      required = true,
      description = "How long the URL holds.")
  private long seconds;

  @Option(
      names = {"--access-level", "--access"},
      paramLabel = "RIGHT",
      defaultValue = "Read",
      description = "Read, or Write for a disk (default: ${DEFAULT-VALUE}).")
  private SharedAccess.Right right = SharedAccess.Right.READ;

  @Mixin private OutputOption output;

  protected GrantAccessCommand(ResourceKind kind) {
    this.kind = kind;
  }

  @Override
  protected void run(Session session) {
    var id = session.resource(kind, group.group(), name.name());
    String url = SharedAccess.give(session, id, right, seconds);
    output.print(
        out(), Columns.none().and("AccessSas", "/accessSas"), Json.object().put("accessSas", url));
  }
}
