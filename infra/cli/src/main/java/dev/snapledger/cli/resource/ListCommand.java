package dev.snapledger.cli.resource;

import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists disks or snapshots. */
public abstract class ListCommand extends RemoteCommand {
  private final ResourceKind kind;

  @Option(
      names = {"-g", "--resource-group"},
      paramLabel = "GROUP",
      order = -3,
      description = "Only those of this group.")
  private @Nullable String group;

  @Mixin private OutputOption output;

  protected ListCommand(ResourceKind kind) {
    this.kind = kind;
  }

  @Override
  protected void run(Session session) {
    output.print(out(), Resources.columns(kind), Resources.list(session, kind, group));
  }
}
