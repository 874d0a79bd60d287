package dev.snapledger.server.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapledger.commands.decision.Limits;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.SasAccess;
import dev.snapledger.projections.chain.SnapshotContent;
import dev.snapledger.projections.chain.SnapshotKind;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.copy.CopyRow;
import dev.snapledger.projections.disk.BackgroundCopy;
import dev.snapledger.projections.disk.BackgroundCopyState;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.disk.DiskState;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.http.Json;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Disks and snapshots as Azure clients read them. Only what the ledger knows is told. */
final class ResourceJson {
  /** Bytes that a fixed VHD has beside the disk. */
  static final long VHD_FOOTER_BYTES = 512;

  private final Ledger ledger;

  ResourceJson(Ledger ledger) {
    this.ledger = ledger;
  }

  ObjectNode of(ResourceRow row) {
    return row instanceof DiskRow disk ? disk(disk) : snapshot(snapshotOf(row));
  }

  ObjectNode disk(DiskRow disk) {
    ObjectNode json = common(disk);
    ObjectNode properties = properties(json, disk, disk.createdAt());
    ObjectNode creation = properties.putObject("creationData");
    creation.put("createOption", createOption(disk.origin()));
    if (disk.origin() == DiskOrigin.UPLOAD) {
      creation.put("uploadSizeBytes", disk.sizeBytes() + VHD_FOOTER_BYTES);
    }
    if (disk.sourceSnapshotId() != null) {
      putSource(
          creation,
          disk.sourceSnapshotId().value(),
          ledger.snapshot(disk.sourceSnapshotId().value(), null));
    }
    BackgroundCopy copy = disk.backgroundCopy();
    properties.put("provisioningState", provisioningState(disk, copy));
    properties.put("diskState", diskState(disk));
    if (copy != null && copy.state() == BackgroundCopyState.RUNNING) {
      properties.put("completionPercent", percent(copy));
    }
    return json;
  }

  private static double percent(BackgroundCopy copy) {
    return copy.totalBytes() == 0 ? 0 : copy.copiedBytes() * 100.0 / copy.totalBytes();
  }

  private static String provisioningState(DiskRow disk, @Nullable BackgroundCopy copy) {
    if (copy != null && copy.state() == BackgroundCopyState.FAILED) {
      return "Failed";
    }
    return disk.state() == DiskState.MOVING ? "Updating" : "Succeeded";
  }

  static String createOption(DiskOrigin origin) {
    return switch (origin) {
      case EMPTY -> "Empty";
      case UPLOAD -> "Upload";
      case SNAPSHOT -> "Copy";
    };
  }

  private String diskState(DiskRow disk) {
    List<GrantRow> grants = ledger.grants(disk.resourceId());
    Instant now = ledger.now();
    boolean shared = grants.stream().anyMatch(grant -> grant.activeAt(now));
    if (disk.origin() != DiskOrigin.UPLOAD) {
      return shared ? "ActiveSAS" : "Unattached";
    }
    List<GrantRow> writes =
        grants.stream().filter(grant -> grant.access() == SasAccess.WRITE).toList();
    if (writes.isEmpty()) {
      return "ReadyToUpload";
    }
    if (writes.stream().anyMatch(grant -> grant.activeAt(now))) {
      return "ActiveUpload";
    }
    return shared ? "ActiveSAS" : "Unattached";
  }

  ObjectNode snapshot(SnapshotRow snapshot) {
    ObjectNode json = common(snapshot);
    ObjectNode properties = properties(json, snapshot, snapshot.startedAt());
    ObjectNode creation = properties.putObject("creationData");
    creation.put("createOption", snapshot.kind() == SnapshotKind.COPY ? "CopyStart" : "Copy");
    putSource(creation, snapshot);
    properties.put("incremental", snapshot.incremental());
    properties.put("provisioningState", provisioningState(snapshot));
    properties.put(
        "diskState",
        ledger.grants(snapshot.resourceId()).stream().anyMatch(g -> g.activeAt(ledger.now()))
            ? "ActiveSAS"
            : "Unattached");
    properties.put("completionPercent", percent(snapshot));
    putContent(properties, snapshot.content());
    if (snapshot.familyId() != null) {
      properties.put("incrementalSnapshotFamilyId", snapshot.familyId().value().toString());
    }
    if (snapshot.failure() != null) {
      properties
          .putObject("copyCompletionError")
          .put("errorCode", "CopySourceNotFound")
          .put("errorMessage", snapshot.failure());
    }
    return json;
  }

  /** Only copies to other regions are told of while they are made. */
  private double percent(SnapshotRow snapshot) {
    if (snapshot.content() != null) {
      return 100.0;
    }
    boolean copied =
        snapshot.kind() == SnapshotKind.COPY && snapshot.state() == SnapshotState.CREATING;
    CopyRow copy = copied ? ledger.copy(snapshot.subscriptionId(), snapshot.resourceId()) : null;
    return copy == null ? 0.0 : copy.percent();
  }

  private static String provisioningState(SnapshotRow snapshot) {
    return switch (snapshot.state()) {
      case CREATING -> "Creating";
      case COMPLETED -> "Succeeded";
      case FAILED -> "Failed";
      case MOVING -> "Updating";
      case DELETED -> "Deleting";
    };
  }

  /** Fields of the ledger's own, which Azure's clients leave unread. */
  private static void putContent(ObjectNode properties, @Nullable SnapshotContent content) {
    if (content == null) {
      return;
    }
    if (content.changes() != null) {
      properties.put("changedBytes", content.changes().changedBytes());
    }
    properties.put("storedBytes", content.storedBytes()).put("movedBytes", content.movedBytes());
  }

  private void putSource(ObjectNode creation, SnapshotRow snapshot) {
    if (snapshot.sources().diskId() != null) {
      UUID id = snapshot.sources().diskId().value();
      putSource(creation, id, ledger.disk(id, null));
    } else if (snapshot.sources().snapshotId() != null) {
      UUID id = snapshot.sources().snapshotId().value();
      putSource(creation, id, ledger.snapshot(id, null));
    }
  }

  /** Azure tells the source's id also after it was deleted. */
  private static void putSource(ObjectNode creation, UUID id, @Nullable ResourceRow source) {
    if (source != null) {
      creation.put("sourceResourceId", ResourceId.of(source).text());
    }
    creation.put("sourceUniqueId", id.toString());
  }

  /** What every resource has, whatever its kind. */
  static ObjectNode common(ResourceRow row) {
    String sku = row instanceof DiskRow disk ? disk.sku() : snapshotOf(row).sku();
    ResourceId id = ResourceId.of(row);
    ObjectNode json = Json.object();
    json.put("id", id.text())
        .put("name", row.name().name())
        .put("type", id.azureType())
        .put("location", row.region());
    ObjectNode tagsJson = json.putObject("tags");
    new TreeMap<>(row.tags()).forEach(tagsJson::put);
    json.putObject("sku").put("name", sku).put("tier", sku.substring(0, sku.indexOf('_')));
    return json;
  }

  static String provisioningState(ResourceRow row) {
    return row instanceof DiskRow disk
        ? provisioningState(disk, disk.backgroundCopy())
        : provisioningState(snapshotOf(row));
  }

  private static SnapshotRow snapshotOf(ResourceRow row) {
    if (row instanceof SnapshotRow snapshot) {
      return snapshot;
    }
    throw new IllegalArgumentException("expected a disk or snapshot, but found " + row);
  }

  private static ObjectNode properties(ObjectNode json, ResourceRow row, Instant created) {
    return json.putObject("properties")
        .put("timeCreated", created.toString())
        .put("uniqueId", row.resourceId().toString())
        .put("diskSizeGB", row.sizeBytes() / Limits.GIB)
        .put("diskSizeBytes", row.sizeBytes());
  }
}
