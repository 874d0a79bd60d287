package dev.snapledger.cli.snapshot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameOption;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import dev.snapledger.cli.resource.TagsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger snapshot update}. */
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Changes the tags of a snapshot; nothing else of it ever changes.",
    footer = {"", "Example:", "  ledger snapshot update -g demo -n snap1 --tags keep=yes"})
final class UpdateSnapshotCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameOption name;
  @Mixin private TagsOption tags;
  @Mixin private OutputOption output;

  UpdateSnapshotCommand() {}

  @Override
  protected void check() {
    if (!tags.isGiven()) {
      throw wrong("expected --tags, but found none");
    }
  }

  @Override
  protected void run(Session session) {
    ObjectNode body = Json.object();
    tags.putInto(body);
    var id = session.resource(ResourceKind.SNAPSHOT, group.group(), name.name());
    output.print(
        out(),
        Resources.columns(ResourceKind.SNAPSHOT),
        Resources.shown(session.arm().patch(id.path(), body)));
  }
}
