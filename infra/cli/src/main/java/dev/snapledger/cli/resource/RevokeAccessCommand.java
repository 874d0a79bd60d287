package dev.snapledger.cli.resource;

import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.remote.SharedAccess;
import picocli.CommandLine.Mixin;

/** Ends every shared access to a disk or snapshot. */
public abstract class RevokeAccessCommand extends RemoteCommand {
  private final ResourceKind kind;

  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  protected RevokeAccessCommand(ResourceKind kind) {
    this.kind = kind;
  }

  @Override
  protected void run(Session session) {
    SharedAccess.end(session, session.resource(kind, group.group(), name.name()));
  }
}
