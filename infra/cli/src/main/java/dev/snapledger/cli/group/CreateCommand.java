package dev.snapledger.cli.group;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.json.Json;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.TagsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger group create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a resource group, or gives one that is there other tags.",
    footer = {"", "Example:", "  ledger group create -n demo -l eastus --tags team=storage"})
final class CreateCommand extends RemoteCommand {
  @Mixin private GroupNameOption name;

  @Option(
      names = {"-l", "--location"},
      paramLabel = "REGION",
      required = true,
      description = "Region, such as eastus.")
  private String location = "";

  @Mixin private TagsOption tags;
  @Mixin private OutputOption output;

  CreateCommand() {}

  @Override
  protected void run(Session session) {
    ObjectNode body = Json.object().put("location", location);
    tags.putInto(body);
    var path = ArmPath.group(session.subscription(), name.name());
    output.print(out(), Groups.COLUMNS, session.arm().put(path, body));
  }
}
