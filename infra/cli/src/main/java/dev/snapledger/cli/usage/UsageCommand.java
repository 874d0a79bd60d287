package dev.snapledger.cli.usage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.answer.Columns;
import dev.snapledger.cli.answer.OutputOption;
import dev.snapledger.cli.output.Sizes;
import dev.snapledger.cli.remote.ResourceKind;
import dev.snapledger.cli.remote.Session;
import dev.snapledger.cli.resource.RemoteCommand;
import dev.snapledger.cli.resource.Resources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger usage}. */
@Command(
    name = "usage",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Counts disks and snapshots, and what they take, by group or by disk. A snapshot counts"
          + " where",
      "what it was made of is named, whether that is still there or not; its size is the disk's,"
          + " what",
      "it changed and stores is its own."
    },
    footer = {"", "Example:", "  ledger usage --by disk -o table"})
public final class UsageCommand extends RemoteCommand {
  /** What a row is about. */
  enum By {
    GROUP,
    DISK
  }

  @Option(
      names = {"-g", "--resource-group"},
      paramLabel = "GROUP",
      order = -3,
      description = "Only this group.")
  private @Nullable String group;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "group",
      description = "group or disk: what a row is about (default: ${DEFAULT-VALUE}).")
  private By by = By.GROUP;

  @Mixin private OutputOption output;

  UsageCommand() {}

  @Override
  protected void run(Session session) {
    Map<String, UsageRow> rows = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Map<String, String> disks = new HashMap<>();
    for (JsonNode disk : Resources.list(session, ResourceKind.DISK, group)) {
      disks.put(disk.path("uniqueId").asText(), disk.path("name").asText());
      row(rows, disk, disk.path("name").asText()).addDisk(disk);
    }
    List<JsonNode> snapshots = Resources.list(session, ResourceKind.SNAPSHOT, group);
    for (JsonNode snapshot : snapshots) {
      if (!snapshot.at("/creationData/createOption").asText().equals("CopyStart")) {
        disks.putIfAbsent(Resources.familyOf(snapshot), Resources.sourceName(snapshot));
      }
    }
    disks.remove(""); // That of full snapshots.
    for (JsonNode snapshot : snapshots) {
      String source = Resources.sourceName(snapshot);
      row(rows, snapshot, disks.getOrDefault(Resources.familyOf(snapshot), source))
          .addSnapshot(snapshot);
    }
    output.print(out(), columns(), rows.values().stream().map(UsageRow::json).toList());
  }

  private UsageRow row(Map<String, UsageRow> rows, JsonNode shown, String diskName) {
    String groupName = shown.path("resourceGroup").asText();
    String disk = by == By.DISK ? diskName : "";
    return rows.computeIfAbsent(groupName + "/" + disk, _ -> new UsageRow(groupName, disk));
  }

  private Columns columns() {
    Columns columns = Columns.none().and("ResourceGroup", "/resourceGroup");
    if (by == By.DISK) {
      columns = columns.and("Disk", "/disk");
    }
    columns = size(columns.and("Disks>", "/disks"), "DiskSize>", "/diskBytes");
    columns =
        columns
            .and("Snapshots>", "/snapshots")
            .and("Incremental>", "/incrementalSnapshots")
            .and("Full>", "/fullSnapshots");
    columns = size(columns, "SnapshotSize>", "/snapshotBytes");
    columns = size(columns, "Changed>", "/changedBytes");
    return size(columns, "Stored>", "/storedBytes");
  }

  private static Columns size(Columns columns, String title, String pointer) {
    return columns.and(
        title, item -> item.at(pointer).asText(""), item -> Sizes.bytes(item.at(pointer).asLong()));
  }
}
