package dev.snapledger.server.query;

import static dev.snapledger.server.query.JsonBody.id;
import static dev.snapledger.server.query.JsonBody.text;
import static dev.snapledger.server.query.JsonBody.time;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.chain.SnapshotContent;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.disk.BackgroundCopy;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.resource.ResourceRow;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Disks and snapshots as the query API shows them. */
final class RowJson {
  private RowJson() {}

  /** A disk, as the family it has. */
  static void family(JsonGenerator json, DiskRow row) throws IOException {
    json.writeStartObject();
    familyFields(json, row);
    json.writeEndObject();
  }

  static void familyFields(JsonGenerator json, DiskRow row) throws IOException {
    json.writeStringField("familyId", row.diskId().toString());
    common(json, row, "/disks/", row.sku());
    json.writeStringField("origin", word(row.origin()));
    id(json, "sourceSnapshotId", value(row.sourceSnapshotId()));
    json.writeStringField("state", word(row.state()));
    json.writeStringField("createdAt", row.createdAt().toString());
    time(json, "deletedAt", row.deletedAt());
    json.writeBooleanField("everResized", row.everResized());
    BackgroundCopy copy = row.backgroundCopy();
    if (copy != null) {
      json.writeObjectFieldStart("backgroundCopy");
      json.writeStringField("state", word(copy.state()));
      json.writeNumberField("totalBytes", copy.totalBytes());
      json.writeNumberField("copiedBytes", copy.copiedBytes());
      text(json, "failure", copy.failure());
      json.writeEndObject();
    }
    tags(json, row.tags());
  }

  static void snapshot(JsonGenerator json, SnapshotRow row) throws IOException {
    json.writeStartObject();
    snapshotFields(json, row);
    json.writeEndObject();
  }

  static void snapshotFields(JsonGenerator json, SnapshotRow row) throws IOException {
    json.writeStringField("snapshotId", row.snapshotId().toString());
    FamilyId family = row.familyId();
    id(json, "familyId", family == null ? null : family.value());
    json.writeNumberField("sequence", row.sequence());
    json.writeStringField("kind", word(row.kind()));
    common(json, row, "/snapshots/", row.sku());
    json.writeStringField("state", word(row.state()));
    json.writeStringField("startedAt", row.startedAt().toString());
    time(json, "completedAt", row.completedAt());
    time(json, "deletedAt", row.deletedAt());
    text(json, "failure", row.failure());
    DiskId disk = row.sources().diskId();
    id(json, "sourceDiskId", disk == null ? null : disk.value());
    id(json, "sourceSnapshotId", value(row.sources().snapshotId()));
    id(json, "parentSnapshotId", value(row.sources().parentId()));
    content(json, row.content());
    tags(json, row.tags());
  }

  private static void common(JsonGenerator json, ResourceRow row, String kind, String sku)
      throws IOException {
    String group = row.name().resourceGroup();
    String name = row.name().name();
    json.writeStringField("resourceGroup", group);
    json.writeStringField("name", name);
    json.writeStringField(
        "resourceId",
        "/subscriptions/"
            + row.subscriptionId()
            + "/resourceGroups/"
            + group
            + "/providers/Microsoft.Compute"
            + kind
            + name);
    json.writeStringField("region", row.region());
    json.writeStringField("sku", sku);
    json.writeNumberField("sizeBytes", row.sizeBytes());
  }

  private static void content(JsonGenerator json, @Nullable SnapshotContent content)
      throws IOException {
    if (content == null) {
      return;
    }
    json.writeObjectFieldStart("content");
    json.writeNumberField("storedBytes", content.storedBytes());
    json.writeNumberField("movedBytes", content.movedBytes());
    json.writeStringField("rootDigest", content.rootDigest());
    if (content.changes() != null) {
      json.writeNumberField("changedBytes", content.changes().changedBytes());
      json.writeNumberField("changedBlocks", content.changes().changedBlocks());
    }
    json.writeEndObject();
  }

  private static void tags(JsonGenerator json, Map<String, String> tags) throws IOException {
    json.writeObjectFieldStart("tags");
    if (!tags.isEmpty()) {
      for (Map.Entry<String, String> tag : new TreeMap<>(tags).entrySet()) {
        json.writeStringField(tag.getKey(), tag.getValue());
      }
    }
    json.writeEndObject();
  }

  private static @Nullable UUID value(@Nullable SnapshotId id) {
    return id == null ? null : id.value();
  }

  /** A constant as the API has it: lower case. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
