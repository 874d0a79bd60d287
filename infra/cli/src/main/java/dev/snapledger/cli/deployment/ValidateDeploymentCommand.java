package dev.snapledger.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.RemoteCommand;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger deployment validate}. */
@Command(
    name = "validate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Says whether a template could be deployed; nothing is made.",
    footer = {
      "",
      "Example:",
      "  ledger deployment validate -g demo -f snapshot.json -p name=snap1"
    })
final class ValidateDeploymentCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private TemplateOptions template;
  @Mixin private OutputOption output;

  ValidateDeploymentCommand() {}

  @Override
  protected void run(Session session) throws IOException {
    ArmPath path =
        ArmPath.deployments(session.subscription(), group.group()).and(template.name(), "validate");
    JsonNode answer = session.arm().post(path, template.body(session::check));
    session.arm().checkNoError(answer);
    output.print(out(), Deployments.COLUMNS, Deployments.shown(answer));
  }
}
