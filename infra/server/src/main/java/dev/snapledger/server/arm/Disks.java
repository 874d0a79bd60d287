package dev.snapledger.server.arm;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.decision.Limits;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.arm.Ledger.Done;
import dev.snapledger.server.auth.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Disks. Each change is done when the answer is sent. */
final class Disks implements ResourceKind<DiskRow> {
  /** Sku of a disk that names none, as Azure has it. */
  private static final String SKU_DEFAULT = "Standard_LRS";

  private static final String SIZE = "properties.diskSizeGB";

  @Override
  public ResourceType type() {
    return ResourceType.DISK;
  }

  @Override
  public Action write() {
    return Action.WRITE_DISKS;
  }

  @Override
  public DiskRow row(ResourceRow row) {
    return (DiskRow) row;
  }

  @Override
  public Function<CommandHeader, Command> create(Call call, ResourceName name, Body body) {
    CreationData data = CreationData.require(body);
    String region = body.requireLocation();
    String sku = body.text("sku.name") == null ? SKU_DEFAULT : body.requireText("sku.name");
    Map<String, String> tags = Objects.requireNonNullElse(body.tags(), Map.of());
    Long size = body.number(SIZE);
    if (data.is("Empty")) {
      long gib = size == null ? missingSize() : size;
      return header -> new CreateDisk(header, name, region, sku, gib, DiskOrigin.EMPTY, tags);
    } else if (data.is("Upload")) {
      long gib = uploadGib(data);
      return header -> new CreateDisk(header, name, region, sku, gib, DiskOrigin.UPLOAD, tags);
    } else if (data.is("Copy")) {
      ResourceName source = snapshotOf(call, data);
      return header -> new CreateDiskFromSnapshot(header, name, source, region, sku, size, tags);
    }
    throw CreationData.wrongOption("Empty, Upload or Copy", data.option());
  }

  private static long missingSize() {
    throw Body.wrong(SIZE, "a size in GiB", "nothing");
  }

  /** The disk's size, of the size of the VHD that will be uploaded. */
  private static long uploadGib(CreationData data) {
    Long bytes = data.uploadBytes();
    long disk = bytes == null ? 0 : bytes - ResourceJson.VHD_FOOTER_BYTES;
    if (disk <= 0 || disk % Limits.GIB != 0) {
      throw Body.wrong(
          "properties.creationData.uploadSizeBytes",
          "whole GiB and 512 bytes for the footer",
          bytes == null ? "nothing" : bytes);
    }
    return disk / Limits.GIB;
  }

  private ResourceName snapshotOf(Call call, CreationData data) {
    ResourceId source = data.requireSource();
    if (source.type() != ResourceType.SNAPSHOT) {
      throw CreationData.wrongSource("a snapshot to copy", "a disk; take a snapshot of it first");
    }
    if (!source.subscriptionId().equals(call.subscription())) {
      throw CreationData.wrongSource(
          "a snapshot of subscription " + call.subscription(), "one of " + source.subscriptionId());
    }
    call.caller().require(Action.READ, source.scope());
    return source.name();
  }

  /** Resizes first: it is what may be refused, and then nothing was changed. */
  @Override
  public List<Function<CommandHeader, Command>> update(
      DiskRow present, Body body, @Nullable Map<String, String> tags) {
    List<Function<CommandHeader, Command>> commands = new ArrayList<>();
    Long size = body.number(SIZE);
    if (size != null && size != present.sizeBytes() / Limits.GIB) {
      long gib = size;
      commands.add(header -> new ResizeDisk(header, present.name(), gib));
    }
    String sku = body.text("sku.name");
    boolean other = sku != null && !sku.equals(present.sku());
    if (other || (tags != null && !tags.equals(present.tags()))) {
      commands.add(header -> new UpdateDisk(header, present.name(), sku, tags));
    }
    return commands;
  }

  @Override
  public Command delete(CommandHeader header, ResourceName name) {
    return new DeleteDisk(header, name);
  }

  @Override
  public @Nullable Operation begun(DiskRow row, Done done) {
    return null;
  }
}
