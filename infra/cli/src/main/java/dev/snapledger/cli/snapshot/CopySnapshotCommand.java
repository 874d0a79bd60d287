package dev.snapledger.cli.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.output.Console;
import dev.snapledger.cli.remote.ArmPath;
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

/** {@code ledger snapshot copy}. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Copies an incremental snapshot to another region, on the server: only what changed since"
          + " the",
      "copy before is moved. Copies of one disk are a chain of their own there."
    },
    footer = {
      "",
      "Example:",
      "  ledger snapshot copy -g demo -n snap1-west --source snap1 --to westeurope"
    })
final class CopySnapshotCommand extends RemoteCommand {
  private static final double PERCENT_ALL = 100;

  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  @Option(
      names = "--source",
      paramLabel = "SNAPSHOT",
      required = true,
      description = "Name or id of the snapshot to copy.")
  private String source = "";

  @Option(
      names = {"--to", "-l", "--location"},
      paramLabel = "REGION",
      required = true,
      description = "Region to copy to.")
  private String region = "";

  @Option(names = "--sku", paramLabel = "SKU", description = "Storage tier of the copy.")
  private @Nullable String sku;

  @Mixin private TagsOption tags;
  @Mixin private NoWaitOption noWait;
  @Mixin private OutputOption output;

  CopySnapshotCommand() {}

  @Override
  protected void run(Session session) {
    var found = Resources.find(session, group.group(), source, List.of(ResourceKind.SNAPSHOT));
    ObjectNode body = Json.object().put("location", region);
    if (sku != null) {
      body.putObject("sku").put("name", sku);
    }
    tags.putInto(body);
    ObjectNode properties = body.putObject("properties").put("incremental", true);
    properties
        .putObject("creationData")
        .put("createOption", "CopyStart")
        .put("sourceResourceId", found.id().text());
    ArmPath path = session.resource(ResourceKind.SNAPSHOT, group.group(), name.name()).path();
    JsonNode made =
        noWait.isWaiting() ? copy(session, path, body) : session.arm().putNoWait(path, body);
    output.print(out(), Resources.columns(ResourceKind.SNAPSHOT), Resources.shown(made));
  }

  private JsonNode copy(Session session, ArmPath path, ObjectNode body) {
    if (Console.surfaceOfErrors() != Console.Surface.TERMINAL) {
      return session.arm().put(path, body);
    }
    var progress = console(session).progress("copying " + source);
    return session
        .arm()
        .put(
            path,
            body,
            () -> {
              JsonNode copy = session.arm().get(path).path("properties");
              long size = copy.path("diskSizeBytes").asLong();
              double percent = copy.path("completionPercent").asDouble();
              progress.advanced((long) (size * percent / PERCENT_ALL), size);
            });
  }
}
