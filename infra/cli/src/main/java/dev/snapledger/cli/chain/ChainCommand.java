package dev.snapledger.cli.chain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.answer.Columns;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.output.ShownException;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.remote.ResourceId;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.GroupOption;
import dev.snapledger.cli.resource.NameOption;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger chain}. */
@Command(
    name = "chain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the incremental snapshots of a disk in the order of their time, in all groups and",
      "regions: what each changed since the one before it, and what it takes in the store. Of a"
          + " disk",
      "that was deleted, they are found by its last name."
    },
    footer = {"", "Example:", "  ledger chain -g demo -n disk1 -o table"})
public final class ChainCommand extends RemoteCommand {
  private static final Columns COLUMNS =
      Columns.none()
          .and("Name", "/name")
          .and("ResourceGroup", "/resourceGroup")
          .and("Location", "/location")
          .and("TimeCreated", "/timeCreated")
          .and("SizeGb>", "/diskSizeGb")
          .and(
              "Changed>",
              changed -> bytes(changed, "/changedBytes"),
              each -> size(each, "/changedBytes"))
          .and(
              "Stored>",
              stored -> bytes(stored, "/storedBytes"),
              each -> size(each, "/storedBytes"))
          .and("State", "/provisioningState")
          .and("Shared", "/diskState");

  @Mixin private GroupOption group;
  @Mixin private NameOption name;

  @Option(
      names = {"-l", "--location"},
      paramLabel = "REGION",
      description = "Only those of this region.")
  private @Nullable String region;

  @Mixin private OutputOption output;

  ChainCommand() {}

  private static String bytes(JsonNode item, String pointer) {
    return item.at(pointer).asText("");
  }

  private static String size(JsonNode item, String pointer) {
    JsonNode found = item.at(pointer);
    return found.isNumber() ? Sizes.bytes(found.asLong()) : "";
  }

  @Override
  protected void run(Session session) {
    ResourceId id = session.resource(ResourceKind.DISK, group.group(), name.name());
    JsonNode disk = session.arm().find(id.path());
    List<JsonNode> snapshots =
        Resources.list(session, ResourceKind.SNAPSHOT, null).stream()
            .filter(snapshot -> snapshot.path("incremental").asBoolean())
            .toList();
    Set<String> families = disk == null ? familiesOf(snapshots, id) : Set.of(uniqueId(disk));
    List<JsonNode> chain =
        snapshots.stream()
            .filter(snapshot -> families.contains(Resources.familyOf(snapshot)))
            .filter(each -> region == null || region.equals(each.path("location").asText()))
            .sorted(
                Comparator.comparing(ChainCommand::timeOf)
                    .thenComparing(each -> each.path("name").asText()))
            .toList();
    if (disk == null && chain.isEmpty()) {
      throw new ShownException(
          "NotFound: expected the %s, or snapshots of it, but there are none"
              .formatted(id.shown()));
    }
    output.print(out(), COLUMNS, chain);
  }

  /** Families of disks that had this name. */
  private static Set<String> familiesOf(List<JsonNode> snapshots, ResourceId disk) {
    return snapshots.stream()
        .filter(
            snapshot ->
                disk.text()
                    .equalsIgnoreCase(snapshot.at("/creationData/sourceResourceId").asText()))
        .map(Resources::familyOf)
        .collect(Collectors.toSet());
  }

  private static String uniqueId(JsonNode disk) {
    return disk.at("/properties/uniqueId").asText();
  }

  private static Instant timeOf(JsonNode snapshot) {
    return Instant.parse(snapshot.path("timeCreated").asText());
  }
}
