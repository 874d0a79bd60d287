package dev.snapledger.server.query;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.projections.chain.SnapshotContent;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.disk.BackgroundCopy;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.resource.ResourceRow;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    json.id(Field.FAMILY_ID, row.diskId().value());
    common(json, row, "/disks/", row.sku());
    json.word(Field.ORIGIN, word(row.origin()))
        .id(Field.SOURCE_SNAPSHOT_ID, value(row.sourceSnapshotId()))
        .word(Field.STATE, word(row.state()))
        .time(Field.CREATED_AT, row.createdAt())
        .time(Field.DELETED_AT, row.deletedAt())
        .flag(Field.EVER_RESIZED, row.everResized());
    BackgroundCopy copy = row.backgroundCopy();
    if (copy != null) {
      json.begin(Field.BACKGROUND_COPY)
          .word(Field.STATE, word(copy.state()))
          .number(Field.TOTAL_BYTES, copy.totalBytes())
          .number(Field.COPIED_BYTES, copy.copiedBytes())
          .text(Field.FAILURE, copy.failure())
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
    json.id(Field.SNAPSHOT_ID, row.snapshotId().value())
        .id(Field.FAMILY_ID, family == null ? null : family.value())
        .number(Field.SEQUENCE, row.sequence())
        .word(Field.KIND, word(row.kind()));
    common(json, row, "/snapshots/", row.sku());
    DiskId disk = row.sources().diskId();
    json.word(Field.STATE, word(row.state()))
        .time(Field.STARTED_AT, row.startedAt())
        .time(Field.COMPLETED_AT, row.completedAt())
        .time(Field.DELETED_AT, row.deletedAt())
        .text(Field.FAILURE, row.failure())
        .id(Field.SOURCE_DISK_ID, disk == null ? null : disk.value())
        .id(Field.SOURCE_SNAPSHOT_ID, value(row.sources().snapshotId()))
        .id(Field.PARENT_SNAPSHOT_ID, value(row.sources().parentId()));
    content(json, row.content());
    tags(json, row.tags());
  }

  private static void common(JsonBytes json, ResourceRow row, String kind, String sku) {
    String group = row.name().resourceGroup();
    String name = row.name().name();
    json.text(Field.RESOURCE_GROUP, group)
        .text(Field.NAME, name)
        .beginText(Field.RESOURCE_ID)
        .plain("/subscriptions/")
        .part(row.subscriptionId().value())
        .plain("/resourceGroups/")
        .part(group)
        .plain("/providers/Microsoft.Compute")
        .plain(kind)
        .part(name)
        .endText()
        .text(Field.REGION, row.region())
        .text(Field.SKU, sku)
        .number(Field.SIZE_BYTES, row.sizeBytes());
  }

  private static void content(JsonBytes json, @Nullable SnapshotContent content) {
    if (content == null) {
      return;
    }
    json.begin(Field.CONTENT)
        .number(Field.STORED_BYTES, content.storedBytes())
        .number(Field.MOVED_BYTES, content.movedBytes())
        .text(Field.ROOT_DIGEST, content.rootDigest());
    if (content.changes() != null) {
      json.number(Field.CHANGED_BYTES, content.changes().changedBytes())
          .number(Field.CHANGED_BLOCKS, content.changes().changedBlocks());
    }
    json.end();
  }

  private static void tags(JsonBytes json, Map<String, String> tags) {
    json.begin(Field.TAGS);
    String[] names = tags.keySet().toArray(String[]::new);
    Arrays.sort(names);
    for (String name : names) {
      json.namedText(name, Objects.requireNonNull(tags.get(name)));
    }
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
