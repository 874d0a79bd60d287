package dev.snapledger.cli.usage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.cli.json.Json;

/** Sums of some disks and snapshots. For one thread. */
final class UsageRow {
  private final String group;
  private final String disk;
  private long disks;
  private long diskBytes;
  private long incremental;
  private long full;
  private long provisionedBytes;
  private long changedBytes;
  private long storedBytes;

  /** Sums of nothing; {@code disk} is empty where a row is about a whole group. */
  UsageRow(String group, String disk) {
    this.group = group;
    this.disk = disk;
  }

  void addDisk(JsonNode shown) {
    disks++;
    diskBytes += shown.path("diskSizeBytes").asLong();
  }

  void addSnapshot(JsonNode shown) {
    if (shown.path("incremental").asBoolean()) {
      incremental++;
    } else {
      full++;
    }
    provisionedBytes += shown.path("diskSizeBytes").asLong();
    changedBytes += shown.path("changedBytes").asLong();
    storedBytes += shown.path("storedBytes").asLong();
  }

  JsonNode json() {
    ObjectNode json = Json.object().put("resourceGroup", group);
    if (!disk.isEmpty()) {
      json.put("disk", disk);
    }
    return json.put("disks", disks)
        .put("diskBytes", diskBytes)
        .put("snapshots", incremental + full)
        .put("incrementalSnapshots", incremental)
        .put("fullSnapshots", full)
        .put("snapshotBytes", provisionedBytes)
        .put("changedBytes", changedBytes)
        .put("storedBytes", storedBytes);
  }
}
