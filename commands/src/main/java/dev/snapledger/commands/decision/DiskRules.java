package dev.snapledger.commands.decision;

import static dev.snapledger.commands.decision.Checks.accepted;
import static dev.snapledger.commands.decision.Checks.first;
import static dev.snapledger.commands.decision.Checks.rejected;

import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.decision.ArgumentRejection.InvalidArgument;
import dev.snapledger.commands.decision.ArgumentRejection.ShrinkNotAllowed;
import dev.snapledger.commands.decision.Found.FoundDisk;
import dev.snapledger.commands.decision.Found.FoundSnapshot;
import dev.snapledger.commands.decision.StateRejection.AlreadyExists;
import dev.snapledger.commands.decision.StateRejection.SnapshotInProgress;
import dev.snapledger.commands.entity.BackgroundCopy;
import dev.snapledger.commands.entity.Disk;
import dev.snapledger.commands.entity.FamilyKey;
import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.event.BackgroundCopyFailed;
import dev.snapledger.commands.event.BackgroundCopyStarted;
import dev.snapledger.commands.event.DiskCreated;
import dev.snapledger.commands.event.DiskDeleted;
import dev.snapledger.commands.event.DiskResized;
import dev.snapledger.commands.event.DiskUpdated;
import dev.snapledger.commands.event.Event;
import dev.snapledger.commands.id.DerivedIds;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What may be done with disks. */
final class DiskRules {
  private DiskRules() {}

  static Decision create(CreateDisk command, Scope scope) {
    DiskId diskId = new DiskId(scope.newId(DerivedIds.DISK));
    Rejection refusal =
        first(
            () -> Arguments.name("name", command.name()),
            () -> Arguments.sizeGib(command.sizeGib()),
            () -> originGiven(command.origin()),
            () -> Arguments.tags(command.tags()),
            () -> Arguments.regionKnown(command.region(), scope.policy()),
            () -> Arguments.sku(command.sku(), Arguments.DISK_SKUS),
            () -> diskFree(scope, diskId, command.name()));
    if (refusal != null) {
      return rejected(refusal);
    }
    return accepted(
        ids(diskId),
        new DiskCreated(
            scope.firstEvent(),
            diskId,
            command.name(),
            command.region(),
            command.sku(),
            command.sizeGib() * Limits.GIB,
            command.origin(),
            null,
            command.tags()));
  }

  static Decision createFromSnapshot(CreateDiskFromSnapshot command, Scope scope) {
    Long sizeGib = command.sizeGib();
    Rejection refusal =
        first(
            () -> Arguments.name("name", command.name()),
            () -> Arguments.name("sourceSnapshot", command.sourceSnapshot()),
            () -> sizeGib == null ? null : Arguments.sizeGib(sizeGib),
            () -> Arguments.tags(command.tags()),
            () -> Arguments.sku(command.sku(), Arguments.DISK_SKUS));
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundSnapshot source = scope.snapshot(command.sourceSnapshot());
    return source == null
        ? Checks.snapshotNotFound(command.sourceSnapshot())
        : createFrom(source, command, scope);
  }

  private static Decision createFrom(
      FoundSnapshot source, CreateDiskFromSnapshot command, Scope scope) {
    DiskId diskId = new DiskId(scope.newId(DerivedIds.DISK));
    Long sizeGib = command.sizeGib();
    long sizeBytes = sizeGib == null ? source.sizeBytes() : sizeGib * Limits.GIB;
    Rejection refusal =
        first(
            () -> diskFree(scope, diskId, command.name()),
            () -> Checks.staying(source),
            () -> Checks.snapshotCompleted(source),
            () -> sameRegion(command.region(), source.region()),
            () -> notSmaller(source.sizeBytes(), sizeBytes),
            () ->
                Checks.below(
                    "copiesPerSourceMax", source.readers().size(), Limits.COPIES_PER_SOURCE_MAX));
    if (refusal != null) {
      return rejected(refusal);
    }
    return accepted(
        ids(diskId),
        new DiskCreated(
            scope.event(0),
            diskId,
            command.name(),
            source.region(),
            command.sku(),
            sizeBytes,
            DiskOrigin.SNAPSHOT,
            source.snapshotId(),
            command.tags()),
        new BackgroundCopyStarted(
            scope.event(1),
            diskId,
            source.snapshotId(),
            source.familyId(),
            source.region(),
            source.sizeBytes()));
  }

  static Decision resize(ResizeDisk command, Scope scope) {
    Rejection refusal =
        first(
            () -> Arguments.name("name", command.name()),
            () -> Arguments.sizeGib(command.sizeGib()));
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundDisk found = scope.disk(command.name());
    if (found == null) {
      return Checks.diskNotFound(command.name());
    }
    long oldSizeBytes = found.disk().sizeBytes();
    long sizeBytes = command.sizeGib() * Limits.GIB;
    refusal = first(() -> Checks.staying(found), () -> notSmaller(oldSizeBytes, sizeBytes));
    if (refusal != null) {
      return rejected(refusal);
    }
    if (sizeBytes == oldSizeBytes) {
      return accepted(found.ids());
    }
    refusal =
        first(
            () -> Checks.diskFilled(found),
            () -> Checks.notShared(found.name(), found.activeGrants(scope.now())));
    return refusal != null
        ? rejected(refusal)
        : accepted(
            found.ids(),
            new DiskResized(scope.firstEvent(), found.diskId(), oldSizeBytes, sizeBytes));
  }

  static Decision update(UpdateDisk command, Scope scope) {
    String newSku = command.sku();
    Map<String, String> newTags = command.tags();
    Rejection refusal =
        first(
            () -> Arguments.name("name", command.name()),
            () -> newTags == null ? null : Arguments.tags(newTags),
            () -> newSku == null ? null : Arguments.sku(newSku, Arguments.DISK_SKUS));
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundDisk found = scope.disk(command.name());
    if (found == null) {
      return Checks.diskNotFound(command.name());
    }
    refusal = Checks.staying(found);
    if (refusal != null) {
      return rejected(refusal);
    }
    Disk disk = found.disk();
    String sku = Objects.requireNonNullElse(newSku, disk.sku());
    Map<String, String> tags = Objects.requireNonNullElse(newTags, disk.tags());
    return sku.equals(disk.sku()) && tags.equals(disk.tags())
        ? accepted(found.ids())
        : accepted(found.ids(), new DiskUpdated(scope.firstEvent(), found.diskId(), sku, tags));
  }

  static Decision delete(DeleteDisk command, Scope scope) {
    Rejection refusal = Arguments.name("name", command.name());
    if (refusal != null) {
      return rejected(refusal);
    }
    FoundDisk found = scope.disk(command.name());
    if (found == null) {
      return Checks.diskNotFound(command.name());
    }
    refusal =
        first(
            () -> Checks.staying(found),
            () -> noSnapshotInCreation(found),
            () -> Checks.notShared(found.name(), found.activeGrants(scope.now())));
    if (refusal != null) {
      return rejected(refusal);
    }
    BackgroundCopy copy = found.disk().backgroundCopy();
    if (copy == null || copy.state() == BackgroundCopy.State.FAILED) {
      return accepted(found.ids(), deleted(found, scope, 0));
    }
    return accepted(
        found.ids(),
        new BackgroundCopyFailed(
            scope.event(0),
            found.diskId(),
            copy.sourceSnapshotId(),
            copy.sourceFamilyId(),
            "the disk was deleted"),
        deleted(found, scope, 1));
  }

  private static Event deleted(FoundDisk found, Scope scope, int index) {
    return new DiskDeleted(scope.event(index), found.diskId(), found.name(), found.disk().region());
  }

  /** Copies to other regions read snapshots, not the disk; they do not hold it back. */
  static @Nullable Rejection noSnapshotInCreation(FoundDisk found) {
    long incremental =
        found.family().snapshots().stream()
            .filter(s -> !s.copied() && s.state() == SnapshotState.CREATING)
            .count();
    int creating = Math.toIntExact(incremental) + found.disk().fullSnapshots().size();
    return creating == 0 ? null : new SnapshotInProgress(found.name(), creating);
  }

  /** A command id used again after its first disk moved or lost its name must not make it twice. */
  private static @Nullable Rejection diskFree(Scope scope, DiskId diskId, ResourceName name) {
    return scope.state().family(FamilyKey.ofDisk(scope.subscriptionId(), diskId)) == null
        ? Checks.nameFree(scope, ResourceType.DISK, name)
        : new AlreadyExists(ResourceType.DISK, name);
  }

  private static @Nullable Rejection originGiven(DiskOrigin origin) {
    return switch (origin) {
      case EMPTY, UPLOAD -> null;
      case SNAPSHOT -> new InvalidArgument("origin", "EMPTY or UPLOAD", "SNAPSHOT");
    };
  }

  private static @Nullable Rejection sameRegion(@Nullable String region, String sourceRegion) {
    return region == null || region.equals(sourceRegion)
        ? null
        : new InvalidArgument(
            "region", "that of the snapshot, " + sourceRegion, Texts.quoted(region));
  }

  private static @Nullable Rejection notSmaller(long presentBytes, long askedBytes) {
    return askedBytes >= presentBytes ? null : new ShrinkNotAllowed(presentBytes, askedBytes);
  }

  private static Map<String, String> ids(DiskId diskId) {
    return Map.of("diskId", diskId.toString());
  }
}
