package dev.snapledger.cli.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameOption;
import dev.snapledger.cli.resource.NoWaitOption;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import dev.snapledger.cli.resource.TagsOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger snapshot create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Takes a snapshot. An incremental one is of a disk and keeps only what changed since the one",
      "before; a full one is of a disk or snapshot, and stands alone."
    },
    footer = {
      "",
      "Examples:",
      "  ledger snapshot create -g demo -n snap1 --source disk1 --incremental",
      "  ledger snapshot create -g demo -n full1 --source snap1 --sku Premium_LRS"
    })
final class CreateSnapshotCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      required = true,
      description = "Name or id of the disk, or for a full one also of a snapshot.")
  private String source = "";

  @Option(
      names = "--incremental",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      defaultValue = "false",
      description = "Take an incremental snapshot; true or false may follow.")
  private boolean incremental;

  @Option(
      names = {"-l", "--location"},
      paramLabel = "REGION",
      description = "Region; has to be that of the source, which is the default.")
  private @Nullable String location;

  @Option(
      names = "--sku",
      paramLabel = "SKU",
      description =
          "Storage tier; without it, of an incremental one Standard_ZRS where there are zones, else"
              + " Standard_LRS.")
  private @Nullable String sku;

  @Mixin private TagsOption tags;
  @Mixin private NoWaitOption noWait;
  @Mixin private OutputOption output;

  CreateSnapshotCommand() {}

  @Override
  protected void run(Session session) {
    var kinds =
        incremental
            ? List.of(ResourceKind.DISK)
            : List.of(ResourceKind.DISK, ResourceKind.SNAPSHOT);
    var found = Resources.find(session, group.group(), source, kinds);
    ObjectNode body = Json.object().put("location", location == null ? found.location() : location);
    if (sku != null) {
      body.putObject("sku").put("name", sku);
    }
    tags.putInto(body);
    ObjectNode properties = body.putObject("properties").put("incremental", incremental);
    properties
        .putObject("creationData")
        .put("createOption", "Copy")
        .put("sourceResourceId", found.id().text());
    var path = session.resource(ResourceKind.SNAPSHOT, group.group(), name.name()).path();
    JsonNode made =
        noWait.isWaiting() ? session.arm().put(path, body) : session.arm().putNoWait(path, body);
    output.print(out(), Resources.columns(ResourceKind.SNAPSHOT), Resources.shown(made));
  }
}
