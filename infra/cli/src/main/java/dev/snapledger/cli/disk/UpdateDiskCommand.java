package dev.snapledger.cli.disk;

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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger disk update}. */
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Changes the storage tier or the tags of a disk. What is not named stays.",
    footer = {"", "Example:", "  ledger disk update -g demo -n disk1 --sku Premium_LRS --tags a=b"})
final class UpdateDiskCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  @Option(names = "--sku", paramLabel = "SKU", description = "Storage tier.")
  private @Nullable String sku;

  @Mixin private TagsOption tags;
  @Mixin private OutputOption output;

  UpdateDiskCommand() {}

  @Override
  protected void check() {
    if (sku == null && !tags.isGiven()) {
      throw wrong("expected --sku or --tags, but found neither");
    }
  }

  @Override
  protected void run(Session session) {
    ObjectNode body = Json.object();
    if (sku != null) {
      body.putObject("sku").put("name", sku);
    }
    tags.putInto(body);
    var id = session.resource(ResourceKind.DISK, group.group(), name.name());
    output.print(
        out(),
        Resources.columns(ResourceKind.DISK),
        Resources.shown(session.arm().patch(id.path(), body)));
  }
}
