package dev.snapledger.projections.work;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.FamilyId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.MovedResource;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.engine.LogPosition;
import dev.snapledger.projections.row.Fields;
import dev.snapledger.projections.row.RowReader;
import dev.snapledger.projections.row.RowWriter;
import dev.snapledger.projections.row.UnreadableRowException;
import dev.snapledger.projections.work.WorkItem.CopyFull;
import dev.snapledger.projections.work.WorkItem.CopyToRegion;
import dev.snapledger.projections.work.WorkItem.CreateVolume;
import dev.snapledger.projections.work.WorkItem.DeleteImage;
import dev.snapledger.projections.work.WorkItem.DeleteVolume;
import dev.snapledger.projections.work.WorkItem.FillVolume;
import dev.snapledger.projections.work.WorkItem.MoveOut;
import dev.snapledger.projections.work.WorkItem.ResizeVolume;
import dev.snapledger.projections.work.WorkItem.SealSnapshot;
import java.time.Instant;

/** How work items are written: a number for the kind, what all items have, then the rest. */
final class WorkFormat {
  private WorkFormat() {}

  private record Common(
      LogPosition position, SubscriptionId subscriptionId, String region, Instant since) {}

  static void write(RowWriter out, WorkItem item) {
    out.u8(kindOf(item));
    out.number(item.position().partition()).number(item.position().logOffset());
    out.id(item.subscriptionId().value()).text(item.region()).time(item.since());
    writeRest(out, item);
  }

  static WorkItem read(RowReader in) {
    int kind = in.u8();
    Common common =
        new Common(
            new LogPosition(in.smallNumber(), in.number()),
            new SubscriptionId(in.id()),
            in.text(),
            in.time());
    return readRest(in, kind, common);
  }

  private static int kindOf(WorkItem item) {
    return switch (item) {
      case CreateVolume _ -> 1;
      case FillVolume _ -> 2;
      case ResizeVolume _ -> 3;
      case SealSnapshot _ -> 4;
      case CopyFull _ -> 5;
      case CopyToRegion _ -> 6;
      case DeleteVolume _ -> 7;
      case DeleteImage _ -> 8;
      case MoveOut _ -> 9;
    };
  }

  private static void writeRest(RowWriter out, WorkItem item) {
    switch (item) {
      case CreateVolume i ->
          out.id(i.diskId().value())
              .number(i.sizeBytes())
              .maybe(i.sourceSnapshotId(), Fields::snapshotId);
      case FillVolume i ->
          out.id(i.diskId().value())
              .id(i.sourceSnapshotId().value())
              .maybe(i.sourceFamilyId(), Fields::familyId)
              .number(i.totalBytes());
      case ResizeVolume i -> out.id(i.diskId().value()).number(i.sizeBytes());
      case SealSnapshot i ->
          out.id(i.snapshotId().value())
              .id(i.familyId().value())
              .number(i.sequence())
              .number(i.sizeBytes())
              .maybe(i.parentSnapshotId(), Fields::snapshotId);
      case CopyFull i ->
          out.id(i.snapshotId().value())
              .maybe(i.sourceDiskId(), Fields::diskId)
              .maybe(i.sourceSnapshotId(), Fields::snapshotId)
              .maybe(i.sourceFamilyId(), Fields::familyId)
              .number(i.sizeBytes());
      case CopyToRegion i ->
          out.id(i.snapshotId().value())
              .id(i.familyId().value())
              .number(i.sizeBytes())
              .id(i.sourceSnapshotId().value())
              .text(i.sourceRegion())
              .maybe(i.baseSnapshotId(), Fields::snapshotId)
              .maybe(i.baseSourceSnapshotId(), Fields::snapshotId);
      case DeleteVolume i -> out.id(i.diskId().value());
      case DeleteImage i -> out.id(i.snapshotId().value()).maybe(i.familyId(), Fields::familyId);
      case MoveOut i -> {
        writeMoved(out, i.resource());
        Fields.name(out, i.sourceName());
        out.id(i.targetSubscriptionId().value());
      }
    }
  }

  private static WorkItem readRest(RowReader in, int kind, Common c) {
    LogPosition at = c.position();
    SubscriptionId subscription = c.subscriptionId();
    String region = c.region();
    Instant since = c.since();
    return switch (kind) {
      case 1 ->
          new CreateVolume(
              at,
              subscription,
              region,
              since,
              new DiskId(in.id()),
              in.number(),
              in.maybe(Fields::snapshotId));
      case 2 ->
          new FillVolume(
              at,
              subscription,
              region,
              since,
              new DiskId(in.id()),
              new SnapshotId(in.id()),
              in.maybe(Fields::familyId),
              in.number());
      case 3 -> new ResizeVolume(at, subscription, region, since, new DiskId(in.id()), in.number());
      case 4 ->
          new SealSnapshot(
              at,
              subscription,
              region,
              since,
              new SnapshotId(in.id()),
              new FamilyId(in.id()),
              in.smallNumber(),
              in.number(),
              in.maybe(Fields::snapshotId));
      case 5 ->
          new CopyFull(
              at,
              subscription,
              region,
              since,
              new SnapshotId(in.id()),
              in.maybe(Fields::diskId),
              in.maybe(Fields::snapshotId),
              in.maybe(Fields::familyId),
              in.number());
      case 6 ->
          new CopyToRegion(
              at,
              subscription,
              region,
              since,
              new SnapshotId(in.id()),
              new FamilyId(in.id()),
              in.number(),
              new SnapshotId(in.id()),
              in.text(),
              in.maybe(Fields::snapshotId),
              in.maybe(Fields::snapshotId));
      case 7 -> new DeleteVolume(at, subscription, region, since, new DiskId(in.id()));
      case 8 ->
          new DeleteImage(
              at, subscription, region, since, new SnapshotId(in.id()), in.maybe(Fields::familyId));
      case 9 ->
          new MoveOut(
              at, subscription, since, readMoved(in), Fields.name(in), new SubscriptionId(in.id()));
      default ->
          throw new UnreadableRowException(
              "expected a work item of kind 1 to 9, but found " + kind);
    };
  }

  private static void writeMoved(RowWriter out, MovedResource moved) {
    out.constant(moved.type())
        .maybe(moved.diskId(), Fields::diskId)
        .maybe(moved.snapshotId(), Fields::snapshotId);
    Fields.name(out, moved.name());
    out.text(moved.region())
        .text(moved.sku())
        .number(moved.sizeBytes())
        .texts(moved.tags())
        .constant(moved.origin())
        .time(moved.createdAt())
        .flag(moved.resized())
        .number(moved.nextSequence())
        .list(moved.recentSnapshotTimes(), RowWriter::time)
        .number(moved.storedBytes())
        .text(moved.rootDigest());
  }

  private static MovedResource readMoved(RowReader in) {
    return new MovedResource(
        in.constant(ResourceType.values()),
        in.maybe(Fields::diskId),
        in.maybe(Fields::snapshotId),
        Fields.name(in),
        in.text(),
        in.text(),
        in.number(),
        in.texts(),
        in.constant(DiskOrigin.values()),
        in.time(),
        in.flag(),
        in.smallNumber(),
        in.list(RowReader::time),
        in.number(),
        in.text());
  }
}
