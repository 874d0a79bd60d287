package dev.snapledger.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.answer.Columns;
import dev.snapledger.cli.answer.OutputFormat;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.RemoteCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger deployment what-if}. */
@Command(
    name = "what-if",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says what a deployment would make, change or leave; nothing is made.",
    footer = {"", "Example:", "  ledger deployment what-if -g demo -f snapshot.json -o table"})
final class WhatIfCommand extends RemoteCommand {
  private static final Columns COLUMNS =
      Columns.none().and("Change", "/changeType").and("Resource", "/resourceId");

  @Mixin private GroupOption group;
  @Mixin private TemplateOptions template;
  @Mixin private OutputOption output;

  WhatIfCommand() {}

  @Override
  protected void run(Session session) throws IOException {
    ArmPath path =
        ArmPath.deployments(session.subscription(), group.group()).and(template.name(), "whatIf");
    JsonNode answer = session.arm().post(path, template.body(session::check));
    session.arm().checkNoError(answer);
    if (output.format() == OutputFormat.JSON) {
      output.print(out(), COLUMNS, answer);
      return;
    }
    List<JsonNode> changes = new ArrayList<>();
    answer.at("/properties/changes").forEach(changes::add);
    output.print(out(), COLUMNS, changes);
  }
}
