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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger disk resize}. */
@Command(
    name = "resize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a disk larger; never smaller. Under the policy azure-2019-preview, a disk whose size",
      "was changed has no more incremental snapshots."
    },
    footer = {"", "Example:", "  ledger disk resize -g demo -n disk1 --size-gb 8"})
final class ResizeDiskCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  @Option(
      names = {"-z", "--size-gb"},
      paramLabel = "GIB",
      required = true,
      description = "Its size from now on, in GiB.")
  private long sizeGib;

  @Mixin private OutputOption output;

  ResizeDiskCommand() {}

  @Override
  protected void run(Session session) {
    ObjectNode body = Json.object();
    body.putObject("properties").put("diskSizeGB", sizeGib);
    var id = session.resource(ResourceKind.DISK, group.group(), name.name());
    output.print(
        out(),
        Resources.columns(ResourceKind.DISK),
        Resources.shown(session.arm().patch(id.path(), body)));
  }
}
