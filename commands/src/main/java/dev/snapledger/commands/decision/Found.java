package dev.snapledger.commands.decision;

import dev.snapledger.commands.entity.Disk;
import dev.snapledger.commands.entity.FamilySnapshot;
import dev.snapledger.commands.entity.FullSnapshot;
import dev.snapledger.commands.entity.Grant;
import dev.snapledger.commands.entity.Move;
import dev.snapledger.commands.entity.Reader;
import dev.snapledger.commands.entity.SnapshotFamily;
import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.ResourceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A resource that exists, with the entity it is part of. */
sealed interface Found {
  /** Its name as first written. */
  ResourceName name();

  /** Its way to another subscription; null when it stays. */
  @Nullable Move move();

  /** Shared access to it that is active. */
  List<Grant> activeGrants(Instant now);

  /** Its ids for the answer. */
  Map<String, String> ids();

  /** A snapshot of either kind. */
  sealed interface FoundSnapshot extends Found {
    SnapshotId snapshotId();

    /** Null for a full snapshot. */
    @Nullable FamilyId familyId();

    SnapshotState state();

    String region();

    long sizeBytes();

    List<Reader> readers();

    Map<String, String> tags();

    @Override
    default Map<String, String> ids() {
      return Map.of("snapshotId", snapshotId().toString());
    }
  }

  record FoundDisk(SnapshotFamily family, Disk disk) implements Found {
    DiskId diskId() {
      return new DiskId(family.key().familyId().value());
    }

    @Override
    public ResourceName name() {
      return disk.name();
    }

    @Override
    public @Nullable Move move() {
      return disk.move();
    }

    @Override
    public List<Grant> activeGrants(Instant now) {
      return family.activeGrants(null, now);
    }

    @Override
    public Map<String, String> ids() {
      return Map.of("diskId", diskId().toString());
    }
  }

  record FoundIncremental(SnapshotFamily family, FamilySnapshot snapshot) implements FoundSnapshot {
    @Override
    public ResourceName name() {
      return snapshot.name();
    }

    @Override
    public @Nullable Move move() {
      return null;
    }

    @Override
    public List<Grant> activeGrants(Instant now) {
      return family.activeGrants(snapshot.snapshotId(), now);
    }

    @Override
    public SnapshotId snapshotId() {
      return snapshot.snapshotId();
    }

    @Override
    public FamilyId familyId() {
      return family.key().familyId();
    }

    @Override
    public SnapshotState state() {
      return snapshot.state();
    }

    @Override
    public String region() {
      return snapshot.region();
    }

    @Override
    public long sizeBytes() {
      return snapshot.sizeBytes();
    }

    @Override
    public List<Reader> readers() {
      return snapshot.readers();
    }

    @Override
    public Map<String, String> tags() {
      return snapshot.tags();
    }
  }

  record FoundFull(FullSnapshot snapshot) implements FoundSnapshot {
    @Override
    public ResourceName name() {
      return snapshot.name();
    }

    @Override
    public @Nullable Move move() {
      return snapshot.move();
    }

    @Override
    public List<Grant> activeGrants(Instant now) {
      return snapshot.activeGrants(now);
    }

    @Override
    public SnapshotId snapshotId() {
      return snapshot.key().snapshotId();
    }

    @Override
    public @Nullable FamilyId familyId() {
      return null;
    }

    @Override
    public SnapshotState state() {
      return snapshot.state();
    }

    @Override
    public String region() {
      return snapshot.facts().region();
    }

    @Override
    public long sizeBytes() {
      return snapshot.facts().sizeBytes();
    }

    @Override
    public List<Reader> readers() {
      return snapshot.readers();
    }

    @Override
    public Map<String, String> tags() {
      return snapshot.tags();
    }
  }
}
