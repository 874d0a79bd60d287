package dev.snapledger.cli.resource;

import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import picocli.CommandLine.Mixin;

/** Shows a disk or snapshot. */
public abstract class ShowCommand extends RemoteCommand {
  private final ResourceKind kind;

  @Mixin private GroupOption group;
  @Mixin private NameOption name;
  @Mixin private OutputOption output;

  protected ShowCommand(ResourceKind kind) {
    this.kind = kind;
  }

  @Override
  protected void run(Session session) {
    var id = session.resource(kind, group.group(), name.name());
    output.print(out(), Resources.columns(kind), Resources.shown(session.arm().get(id.path())));
  }
}
