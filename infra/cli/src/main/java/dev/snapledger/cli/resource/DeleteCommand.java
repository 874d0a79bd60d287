package dev.snapledger.cli.resource;

import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.ResourceId;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import picocli.CommandLine.Mixin;

/** Deletes a disk or snapshot. */
public abstract class DeleteCommand extends RemoteCommand {
  private final ResourceKind kind;

  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  protected DeleteCommand(ResourceKind kind) {
    this.kind = kind;
  }

  /** Whether somebody agrees. */
  protected abstract boolean isConfirmed(String what);

  @Override
  protected void run(Session session) {
    ResourceId id = session.resource(kind, group.group(), name.name());
    if (isConfirmed(id.shown()) && !session.arm().delete(id.path())) {
      throw new ShownException(
          "NotFound: expected the %s, but there is none".formatted(id.shown()));
    }
  }
}
