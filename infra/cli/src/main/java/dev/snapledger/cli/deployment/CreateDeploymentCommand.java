package dev.snapledger.cli.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NoWaitOption;
import dev.snapledger.cli.resource.RemoteCommand;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ledger deployment create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Deploys a template to a resource group, and waits until everything is made.",
    footer = {
      "",
      "Example:",
      "  ledger deployment create -g demo -f snapshot.json -p snapshotName=snap1 @more.json"
    })
final class CreateDeploymentCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private TemplateOptions template;
  @Mixin private NoWaitOption noWait;
  @Mixin private OutputOption output;

  CreateDeploymentCommand() {}

  @Override
  protected void run(Session session) throws IOException {
    ArmPath path = ArmPath.deployments(session.subscription(), group.group()).and(template.name());
    ObjectNode body = template.body(session::check);
    JsonNode made =
        noWait.isWaiting()
            ? session.arm().putUntilProvisioned(path, body)
            : session.arm().putNoWait(path, body);
    output.print(out(), Deployments.COLUMNS, Deployments.shown(made));
  }
}
