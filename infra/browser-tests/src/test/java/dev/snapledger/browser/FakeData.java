package dev.snapledger.browser;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.server.http.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a fake ledger holds: rows in the shapes of docs/internals/query-api.md. Guarded by the
 * ledger that has it.
 */
final class FakeData {
  static final String SUBSCRIPTION = new UUID(0, 1).toString();
  static final long GIB = 1L << 30;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final int CELLS = 256;

  private final Map<String, ObjectNode> families = new LinkedHashMap<>();
  private final Map<String, ObjectNode> snapshots = new LinkedHashMap<>();
  private final Map<String, List<ObjectNode>> grants = new LinkedHashMap<>();
  private final Map<String, Double> percents = new HashMap<>();
  private final List<ObjectNode> events = new ArrayList<>();

  Map<String, ObjectNode> families() {
    return families;
  }

  Map<String, ObjectNode> snapshots() {
    return snapshots;
  }

  List<ObjectNode> events() {
    return events;
  }

  /** The row of a snapshot, or of a disk. */
  ObjectNode require(String id) {
    ObjectNode row = snapshots.getOrDefault(id, families.get(id));
    if (row == null) {
      throw new IllegalStateException("expected a snapshot or disk " + id);
    }
    return row;
  }

  static String idOf(ObjectNode row) {
    return row.path(row.has("snapshotId") ? "snapshotId" : "familyId").asText();
  }

  List<ObjectNode> grantsOf(String id) {
    return grants.computeIfAbsent(id, _ -> new ArrayList<>());
  }

  /** How much of a copy is done, 0 to 100. */
  double percent(String snapshot) {
    return percents.getOrDefault(snapshot, 0.0);
  }

  void percent(String snapshot, double percent) {
    percents.put(snapshot, percent);
  }

  static String family(int number) {
    return new UUID(0xd15cL, number).toString();
  }

  static String snapshot(int family, int number) {
    return new UUID(0x5a00L + family, number).toString();
  }

  ObjectNode addDisk(int number, String name, String state) {
    ObjectNode disk = Json.object().put("familyId", family(number)).put("resourceGroup", "rg");
    disk.put("name", name)
        .put("resourceId", resourceId("disks", name))
        .put("region", "eastus")
        .put("sku", "Premium_LRS")
        .put("sizeBytes", 4 * GIB)
        .put("origin", "empty")
        .put("state", state)
        .put("createdAt", BEGIN.toString())
        .put("everResized", false);
    disk.putObject("tags").put("env", "prod");
    families.put(family(number), disk);
    addEvent("DiskCreated", family(number), null);
    return disk;
  }

  /** A chain of incremental snapshots, oldest first, all completed. */
  void addChain(int family, int count) {
    for (int i = 1; i <= count; i++) {
      ObjectNode made = addSnapshot(family, i, "snap-" + i, "incremental");
      if (i > 1) {
        made.put("parentSnapshotId", snapshot(family, i - 1));
      }
    }
  }

  ObjectNode addSnapshot(int family, int number, String name, String kind) {
    String id = snapshot(family, number);
    Instant at = BEGIN.plusSeconds(3600L * number);
    ObjectNode row = Json.object().put("snapshotId", id);
    if (!kind.equals("full")) {
      row.put("familyId", family(family));
    }
    row.put("sequence", number)
        .put("kind", kind)
        .put("resourceGroup", "rg")
        .put("name", name)
        .put("resourceId", resourceId("snapshots", name))
        .put("region", "eastus")
        .put("sku", "Standard_ZRS")
        .put("sizeBytes", 4 * GIB)
        .put("state", "completed")
        .put("startedAt", at.toString())
        .put("completedAt", at.plusSeconds(2).toString())
        .put("sourceDiskId", family(family));
    row.putObject("content")
        .put("storedBytes", 65_536L * number)
        .put("movedBytes", 0)
        .put("rootDigest", "ab".repeat(32))
        .put("changedBytes", 65_536L * number)
        .put("changedBlocks", number);
    row.putObject("tags");
    snapshots.put(id, row);
    addEvent("IncrementalSnapshotStarted", family(family), id).put("time", at.toString());
    return row;
  }

  void addGrant(String id, String access) {
    grantsOf(id)
        .add(
            Json.object()
                .put("grantId", new UUID(9, grants.size()).toString())
                .put(snapshots.containsKey(id) ? "snapshotId" : "diskId", id)
                .put("access", access)
                .put("grantedAt", BEGIN.toString())
                .put("expiresAt", "2126-01-01T00:00:00Z")
                .put("active", true));
  }

  ObjectNode addEvent(String type, String family, @Nullable String snapshot) {
    ObjectNode event = Json.object().put("partition", 3).put("logOffset", events.size());
    event
        .put("type", type)
        .put("time", BEGIN.plusSeconds(60L * events.size()).toString())
        .put("commandId", new UUID(8, events.size()).toString())
        .put("commandOffset", events.size())
        .put("principal", "client@192.0.2.1");
    ObjectNode payload = event.putObject("payload").put("familyId", family);
    if (snapshot != null) {
      payload.put("snapshotId", snapshot);
    }
    events.add(event);
    return event;
  }

  /** Cells that look like a disk in use: a busy part, a log that moves on, and single writes. */
  ObjectNode heatMap(ObjectNode snapshot, String of) {
    int number = snapshot.path("sequence").asInt();
    long cell = snapshot.path("sizeBytes").asLong() / CELLS;
    var chance = new SplittableRandom(number);
    long[] cells = new long[CELLS];
    for (int i = 0; i < 14; i++) {
      cells[i] = cell / (1 + i);
    }
    for (int i = 0; i < 6; i++) {
      cells[(40 + number * 3 + i) % CELLS] = cell;
    }
    for (int i = 0; i < 10; i++) {
      cells[chance.nextInt(CELLS)] += 4096L << chance.nextInt(8);
    }
    ObjectNode map = Json.object().put("snapshotId", snapshot.path("snapshotId").asText());
    map.put("sizeBytes", snapshot.path("sizeBytes").asLong()).put("of", of).put("cellBytes", cell);
    ArrayNode array = map.putArray("cells");
    for (long each : cells) {
      array.add(Math.min(cell, each));
    }
    return map;
  }

  ObjectNode headroom(String family) {
    long existing =
        snapshots.values().stream()
            .filter(row -> row.path("familyId").asText().equals(family))
            .filter(row -> !row.path("state").asText().matches("deleted|failed"))
            .count();
    long shared =
        snapshots.entrySet().stream()
            .filter(each -> each.getValue().path("familyId").asText().equals(family))
            .filter(each -> !grantsOf(each.getKey()).isEmpty())
            .count();
    ObjectNode all = Json.object().put("familyId", family).put("at", "2026-01-01T00:04:00Z");
    all.put("policy", "azure-2019-preview");
    all.putObject("rate")
        .put("max", 7)
        .put("used", 7)
        .put("left", 0)
        .put("windowSeconds", 300)
        .put("retryAt", "2026-01-01T00:05:30Z");
    all.putObject("count")
        .put("region", "eastus")
        .put("max", 500)
        .put("used", existing)
        .put("left", 500 - existing);
    all.putObject("sas").put("max", 5).put("used", shared).put("left", 5 - shared);
    return all;
  }

  private static String resourceId(String type, String name) {
    return "/subscriptions/%s/resourceGroups/rg/providers/Microsoft.Compute/%s/%s"
        .formatted(SUBSCRIPTION, type, name);
  }
}
