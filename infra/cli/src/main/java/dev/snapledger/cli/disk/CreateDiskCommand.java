package dev.snapledger.cli.disk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameOption;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger disk create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a disk: empty, of a snapshot, or to be uploaded to. One made of a snapshot can be"
          + " used",
      "at once, while it is filled. For a disk with the bytes of a file, see 'ledger disk import'."
    },
    footer = {
      "",
      "Examples:",
      "  ledger disk create -g demo -n disk1 --size-gb 4",
      "  ledger disk create -g demo -n copy1 --source snap1 --sku Premium_LRS"
    })
final class CreateDiskCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  @Option(
      names = {"-z", "--size-gb"},
      paramLabel = "GIB",
      description = "Size in GiB; of a disk made of a snapshot, that of the snapshot or more.")
  private @Nullable Long sizeGib;

  @Option(
      names = "--source",
      paramLabel = "SNAPSHOT",
      description = "Name or id of the snapshot to make it of.")
  private @Nullable String source;

  @Option(
      names = "--upload-size-bytes",
      paramLabel = "BYTES",
      description =
          "Size of a fixed VHD that will be uploaded: whole GiB and 512 bytes for its footer.")
  private @Nullable Long uploadBytes;

  @Mixin private NewDisk disk;
  @Mixin private OutputOption output;

  CreateDiskCommand() {}

  @Override
  protected void check() {
    if (uploadBytes != null
        ? source != null || sizeGib != null
        : source == null && sizeGib == null) {
      throw wrong(
          "expected --size-gb, --source or --upload-size-bytes, but found %s"
              .formatted(uploadBytes == null ? "none of them" : "several of them"));
    }
  }

  @Override
  protected void run(Session session) {
    ObjectNode body;
    if (source != null) {
      var found = Resources.find(session, group.group(), source, List.of(ResourceKind.SNAPSHOT));
      body = disk.body(session, group.group(), found.location());
      body.putObject("properties")
          .putObject("creationData")
          .put("createOption", "Copy")
          .put("sourceResourceId", found.id().text());
    } else {
      body = disk.body(session, group.group(), null);
      ObjectNode creation = body.putObject("properties").putObject("creationData");
      creation.put("createOption", uploadBytes == null ? "Empty" : "Upload");
      if (uploadBytes != null) {
        creation.put("uploadSizeBytes", uploadBytes);
      }
    }
    if (sizeGib != null) {
      body.withObject("/properties").put("diskSizeGB", sizeGib);
    }
    var id = session.resource(ResourceKind.DISK, group.group(), name.name());
    output.print(
        out(),
        Resources.columns(ResourceKind.DISK),
        Resources.shown(session.arm().put(id.path(), body)));
  }
}
