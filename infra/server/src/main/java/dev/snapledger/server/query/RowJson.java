package dev.snapledger.server.query;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.chain.SnapshotContent;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.disk.BackgroundCopy;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.resource.ResourceRow;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Disks and snapshots as the query API shows them. */
final class RowJson {
  private static final Map<Enum<?>, String> WORDS = new ConcurrentHashMap<>();

  private RowJson() {}

  /** A disk, as the family it has. */
  static void family(JsonBytes json, DiskRow row) {
    json.begin();
    familyFields(json, row);
    json.end();
  }

  static void familyFields(JsonBytes json, DiskRow row) {
    json.id("familyId", row.diskId().value());
    common(json, row, "/disks/", row.sku());
    json.word("origin", word(row.origin()))
        .id("sourceSnapshotId", value(row.sourceSnapshotId()))
        .word("state", word(row.state()))
        .time("createdAt", row.createdAt())
        .time("deletedAt", row.deletedAt())
        .flag("everResized", row.everResized());
    BackgroundCopy copy = row.backgroundCopy();
    if (copy != null) {
      json.begin("backgroundCopy")
          .word("state", word(copy.state()))
          .number("totalBytes", copy.totalBytes())
          .number("copiedBytes", copy.copiedBytes())
          .text("failure", copy.failure())
          .end();
    }
    tags(json, row.tags());
  }

  static void snapshot(JsonBytes json, SnapshotRow row) {
    json.begin();
    snapshotFields(json, row);
    json.end();
  }

  static void snapshotFields(JsonBytes json, SnapshotRow row) {
    FamilyId family = row.familyId();
    json.id("snapshotId", row.snapshotId().value())
        .id("familyId", family == null ? null : family.value())
        .number("sequence", row.sequence())
        .word("kind", word(row.kind()));
    common(json, row, "/snapshots/", row.sku());
    DiskId disk = row.sources().diskId();
    json.word("state", word(row.state()))
        .time("startedAt", row.startedAt())
        .time("completedAt", row.completedAt())
        .time("deletedAt", row.deletedAt())
        .text("failure", row.failure())
        .id("sourceDiskId", disk == null ? null : disk.value())
        .id("sourceSnapshotId", value(row.sources().snapshotId()))
        .id("parentSnapshotId", value(row.sources().parentId()));
    content(json, row.content());
    tags(json, row.tags());
  }

  private static void common(JsonBytes json, ResourceRow row, String kind, String sku) {
    String group = row.name().resourceGroup();
    String name = row.name().name();
    json.text("resourceGroup", group)
        .text("name", name)
        .beginText("resourceId")
        .plain("/subscriptions/")
        .part(row.subscriptionId().value())
        .plain("/resourceGroups/")
        .part(group)
        .plain("/providers/Microsoft.Compute")
        .plain(kind)
        .part(name)
        .endText()
        .text("region", row.region())
        .text("sku", sku)
        .number("sizeBytes", row.sizeBytes());
  }

  private static void content(JsonBytes json, @Nullable SnapshotContent content) {
    if (content == null) {
      return;
    }
    json.begin("content")
        .number("storedBytes", content.storedBytes())
        .number("movedBytes", content.movedBytes())
        .text("rootDigest", content.rootDigest());
    if (content.changes() != null) {
      json.number("changedBytes", content.changes().changedBytes())
          .number("changedBlocks", content.changes().changedBlocks());
    }
    json.end();
  }

  private static void tags(JsonBytes json, Map<String, String> tags) {
    json.begin("tags");
    Map<String, String> sorted = tags.size() > 1 ? new TreeMap<>(tags) : tags;
    sorted.forEach(json::namedText);
    json.end();
  }

  private static @Nullable UUID value(@Nullable SnapshotId id) {
    return id == null ? null : id.value();
  }

  /** A constant as the API has it: lower case. */
  static String word(Enum<?> constant) {
    return WORDS.computeIfAbsent(constant, each -> each.name().toLowerCase(Locale.ROOT));
  }
}
