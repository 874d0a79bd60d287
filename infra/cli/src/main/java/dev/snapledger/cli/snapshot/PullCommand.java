package dev.snapledger.cli.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.remote.ArmPath;
import dev.snapledger.cli.remote.PageBlob;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.remote.SharedAccess;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameAndFile;
import dev.snapledger.cli.resource.NewFile;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import dev.snapledger.cli.transfer.BaseImage;
import dev.snapledger.cli.transfer.Pipes;
import dev.snapledger.cli.transfer.Pull;
import dev.snapledger.cli.transfer.Report;
import dev.snapledger.cli.transfer.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger snapshot pull}. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes the VHD of a snapshot from the VHD of another one of the same disk and region, mostly"
          + " an",
      "older one: copies the file and fetches only what differs. The footer of the file says which",
      "snapshot it is of; nothing else of it is checked, so it has to be as it was exported. If"
          + " the",
      "command ends early, the same command goes on."
    },
    footer = {
      "",
      "Examples:",
      "  ledger snapshot pull -g demo --base monday.vhd tuesday tuesday.vhd",
      "  ledger snapshot pull -g demo --base disk.vhd --overwrite tuesday disk.vhd"
    })
final class PullCommand extends RemoteCommand {
  @Mixin private GroupOption group;
  @Mixin private NameAndFile file;

  @Option(
      names = "--base",
      paramLabel = "FILE",
      required = true,
      description = "The VHD that is there.")
  private Path base = Path.of("");

  @Option(
      names = "--base-snapshot",
      paramLabel = "NAME",
      description = "Name or id of the snapshot that it is expected to be of.")
  private @Nullable String baseSnapshot;

  @Mixin private NewFile newFile;
  @Mixin private TransferOptions transfer;

  PullCommand() {}

  @Override
  protected void check() {
    file.check();
    var _ = transfer.parallel();
    if (Pipes.isStandard(file.file())) {
      throw wrong("FILE: expected a file, but found a pipe; a pull goes back and forth in it");
    }
    newFile.check(file.file());
    if (!Files.isRegularFile(base) || !Files.isReadable(base)) {
      throw wrong("--base: expected a file that can be read, but found " + base);
    }
  }

  @Override
  protected void run(Session session) throws IOException {
    BaseImage image = BaseImage.open(base);
    var newer = Resources.find(session, group.group(), file.name(), List.of(ResourceKind.SNAPSHOT));
    checkBase(image, baseOf(session, image), newer.json());
    try (SharedAccess access = SharedAccess.take(session, newer.id(), SharedAccess.Right.READ)) {
      PageBlob blob = access.blob();
      PageBlob.Properties properties = blob.properties();
      var report =
          new Report(console(session), "pulling " + file.name(), 0, properties.lengthBytes());
      var pull = new Pull(blob, properties, transfer.parallel());
      report.done(pull.run(image, newFile.path(file.file()), report.reached()));
    }
  }

  /** The snapshot that the footer names, or the one that was named. */
  private JsonNode baseOf(Session session, BaseImage image) {
    if (baseSnapshot != null) {
      return Resources.find(session, group.group(), baseSnapshot, List.of(ResourceKind.SNAPSHOT))
          .json();
    }
    var path = ArmPath.resources(ResourceKind.SNAPSHOT, session.subscription(), null);
    for (JsonNode each : session.arm().list(path)) {
      if (each.at("/properties/uniqueId").asText().equals(image.snapshotId().toString())) {
        return each;
      }
    }
    throw new ShownException(
        "NotFound: expected the snapshot that the footer of %s names, %s, but there is none; it may have been deleted, then 'ledger snapshot export' is what is left"
            .formatted(base, image.snapshotId()));
  }

  private void checkBase(BaseImage image, JsonNode found, JsonNode newer) {
    String name = found.path("name").asText();
    checkSame(
        "a footer with the unique id of snapshot '" + name + "'",
        found.at("/properties/uniqueId").asText(),
        image.snapshotId().toString());
    checkSame(
        "the size of snapshot '" + name + "'",
        found.at("/properties/diskSizeBytes").asText(),
        Long.toString(image.diskBytes()));
    String family = "/properties/incrementalSnapshotFamilyId";
    if (newer.at(family).asText("").isEmpty()
        || !newer.at(family).equals(found.at(family))
        || !newer.path("location").equals(found.path("location"))) {
      throw new ShownException(
          "expected two incremental snapshots of one disk in one region, but found '%s' in %s and '%s' in %s"
              .formatted(
                  name,
                  found.path("location").asText(),
                  newer.path("name").asText(),
                  newer.path("location").asText()));
    }
  }

  private void checkSame(String what, String expected, String found) {
    if (!expected.equals(found)) {
      throw new ShownException(
          "expected %s, %s, in %s, but found %s".formatted(what, expected, base, found));
    }
  }
}
