package dev.snapledger.projections.row;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.type.ResourceName;

/** Fields that rows of several kinds have, written and read. */
public final class Fields {
  private Fields() {}

  public static void diskId(RowWriter out, DiskId id) {
    out.id(id.value());
  }

  public static DiskId diskId(RowReader in) {
    return new DiskId(in.id());
  }

  public static void snapshotId(RowWriter out, SnapshotId id) {
    out.id(id.value());
  }

  public static SnapshotId snapshotId(RowReader in) {
    return new SnapshotId(in.id());
  }

  public static void familyId(RowWriter out, FamilyId id) {
    out.id(id.value());
  }

  public static FamilyId familyId(RowReader in) {
    return new FamilyId(in.id());
  }

  public static void name(RowWriter out, ResourceName name) {
    out.text(name.resourceGroup()).text(name.name());
  }

  public static ResourceName name(RowReader in) {
    return new ResourceName(in.text(), in.text());
  }
}
