package dev.snapledger.server.arm;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CopySnapshot;
import dev.snapledger.commands.command.CreateFullSnapshot;
import dev.snapledger.commands.command.CreateIncrementalSnapshot;
import dev.snapledger.commands.command.DeleteSnapshot;
import dev.snapledger.commands.command.UpdateSnapshot;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskRef;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceSelector;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.chain.SnapshotState;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.arm.Ledger.Done;
import dev.snapledger.server.auth.Action;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Snapshots. A new one is answered with 202, because its bytes are sealed after that. */
final class Snapshots implements ResourceKind<SnapshotRow> {
  private final Ledger ledger;

  Snapshots(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public ResourceType type() {
    return ResourceType.SNAPSHOT;
  }

  @Override
  public Action write() {
    return Action.WRITE_SNAPSHOTS;
  }

  @Override
  public SnapshotRow row(ResourceRow row) {
    return (SnapshotRow) row;
  }

  @Override
  public Function<CommandHeader, Command> create(Call call, ResourceName name, Body body) {
    CreationData data = CreationData.require(body);
    if (!data.is("Copy") && !data.is("CopyStart")) {
      throw CreationData.wrongOption("Copy or CopyStart", data.option());
    }
    ResourceId source = data.requireSource();
    call.caller().require(Action.READ, source.scope());
    String region = body.requireLocation();
    boolean incremental = Boolean.TRUE.equals(body.flag("properties.incremental"));
    String sku = body.text("sku.name");
    Map<String, String> tags = Objects.requireNonNullElse(body.tags(), Map.of());
    if (data.is("CopyStart")) {
      requireCopyable(call, source, incremental);
      return header -> new CopySnapshot(header, name, source.name(), region, sku, tags);
    }
    checkRegion(call, source, region);
    if (incremental) {
      DiskRef disk = diskOf(source);
      return header -> new CreateIncrementalSnapshot(header, name, disk, sku, tags);
    }
    requireHere(call, source);
    ResourceSelector selector = new ResourceSelector(source.type(), source.name());
    return header -> new CreateFullSnapshot(header, name, selector, sku, tags);
  }

  private static DiskRef diskOf(ResourceId source) {
    if (source.type() != ResourceType.DISK) {
      throw CreationData.wrongSource(
          "a disk to take an incremental snapshot of",
          "a snapshot; to copy one to another region, use CopyStart");
    }
    return new DiskRef(source.subscriptionId(), source.name());
  }

  private static void requireCopyable(Call call, ResourceId source, boolean incremental) {
    if (source.type() != ResourceType.SNAPSHOT || !incremental) {
      throw CreationData.wrongSource(
          "an incremental snapshot, and incremental to be true, for CopyStart",
          source.azureType() + " and incremental " + incremental);
    }
    requireHere(call, source);
  }

  private static void requireHere(Call call, ResourceId source) {
    if (!source.subscriptionId().equals(call.subscription())) {
      throw CreationData.wrongSource(
          "a resource of subscription " + call.subscription(), "one of " + source.subscriptionId());
    }
  }

  /** Only CopyStart leaves the region; what is missing or elsewhere is the ledger's to refuse. */
  private void checkRegion(Call call, ResourceId source, String region) {
    ResourceRow row =
        source.subscriptionId().equals(call.subscription()) ? ledger.find(source) : null;
    if (row != null && !row.region().equals(region)) {
      throw Body.wrong("location", "the region of the source, " + row.region(), "'" + region + "'");
    }
  }

  /** A tier that differs is refused: the ledger never moves the bytes of a snapshot. */
  @Override
  public List<Function<CommandHeader, Command>> update(
      SnapshotRow present, Body body, @Nullable Map<String, String> tags) {
    String sku = body.text("sku.name");
    if (sku != null && !sku.equals(present.sku())) {
      throw Body.wrong("sku.name", "the tier it has, " + present.sku(), "'" + sku + "'");
    }
    return tags == null || tags.equals(present.tags())
        ? List.of()
        : List.of(header -> new UpdateSnapshot(header, present.name(), tags));
  }

  @Override
  public Command delete(CommandHeader header, ResourceName name) {
    return new DeleteSnapshot(header, name);
  }

  @Override
  public @Nullable Operation begun(SnapshotRow row, Done done) {
    return row.state() == SnapshotState.COMPLETED
        ? null
        : new Operation.MakeSnapshot(row.resourceId(), done.seen());
  }
}
