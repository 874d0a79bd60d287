package dev.snapledger.server.arm;

import dev.snapledger.commands.command.CreateDisk;
import dev.snapledger.commands.command.CreateDiskFromSnapshot;
import dev.snapledger.commands.command.DeleteDisk;
import dev.snapledger.commands.command.ResizeDisk;
import dev.snapledger.commands.command.UpdateDisk;
import dev.snapledger.commands.decision.Limits;
import dev.snapledger.commands.type.DiskOrigin;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.server.arm.Ledger.Done;
import dev.snapledger.server.auth.Action;
import dev.snapledger.server.http.ApiResponse;
import dev.snapledger.server.http.Routes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Disks: made, changed, looked at, deleted. Each of it is done when the answer is sent. */
final class DiskRoutes {
  /** Sku of a disk that names none, as Azure has it. */
  private static final String SKU_DEFAULT = "Standard_LRS";

  private static final String SIZE = "properties.diskSizeGB";

  private final Ledger ledger;
  private final Groups groups;
  private final ResourceJson json;

  DiskRoutes(Ledger ledger, Groups groups, ResourceJson json) {
    this.ledger = ledger;
    this.groups = groups;
    this.json = json;
  }

  void register(Routes.Builder routes, Gate gate) {
    String path = ArmRoutes.GROUP + "/providers/Microsoft.Compute/disks/{name}";
    routes.add("PUT", path, gate.compute(this::put));
    routes.add("PATCH", path, gate.compute(this::patch));
    routes.add("GET", path, gate.compute(this::get));
    routes.add("DELETE", path, gate.compute(this::delete));
  }

  private ApiResponse get(Call call) {
    call.caller().require(Action.READ, call.groupScope());
    return ApiResponse.ok(json.disk(find(call)));
  }

  private ApiResponse put(Call call) {
    call.caller().require(Action.WRITE_DISKS, call.groupScope());
    GroupRow group = groups.require(call.subscription(), call.group());
    Body body = Body.of(call.request().body());
    DiskRow present = ledger.disk(call.subscription(), call.name());
    if (present == null) {
      return create(call, new ResourceName(group.name(), call.name().name()), body);
    }
    Unchangeable.check(json.disk(present), body);
    Map<String, String> tags = body.tags();
    return update(call, present, body, tags == null ? Map.of() : tags);
  }

  private ApiResponse patch(Call call) {
    call.caller().require(Action.WRITE_DISKS, call.groupScope());
    Body body = Body.of(call.request().body());
    return update(call, find(call), body, body.tags());
  }

  private ApiResponse create(Call call, ResourceName name, Body body) {
    CreationData data = CreationData.require(body);
    String region = body.requireLocation();
    String sku = body.text("sku.name") == null ? SKU_DEFAULT : body.requireText("sku.name");
    Map<String, String> tags = body.tags() == null ? Map.of() : body.tags();
    Long size = body.number(SIZE);
    Done done;
    if (data.is("Empty")) {
      long gib = size == null ? missingSize() : size;
      done =
          ledger.send(
              call.caller(),
              call.subscription(),
              header -> new CreateDisk(header, name, region, sku, gib, DiskOrigin.EMPTY, tags));
    } else if (data.is("Upload")) {
      long gib = uploadGib(data);
      done =
          ledger.send(
              call.caller(),
              call.subscription(),
              header -> new CreateDisk(header, name, region, sku, gib, DiskOrigin.UPLOAD, tags));
    } else if (data.is("Copy")) {
      ResourceName source = snapshotOf(call, data);
      done =
          ledger.send(
              call.caller(),
              call.subscription(),
              header -> new CreateDiskFromSnapshot(header, name, source, region, sku, size, tags));
    } else {
      throw CreationData.wrongOption("Empty, Upload or Copy", data.option());
    }
    return answer(done);
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
  private ApiResponse update(
      Call call, DiskRow present, Body body, @Nullable Map<String, String> tags) {
    Long size = body.number(SIZE);
    Done done = new Done(Map.of("diskId", present.diskId().value().toString()), null);
    if (size != null && size != present.sizeBytes() / Limits.GIB) {
      long gib = size;
      done =
          ledger.send(
              call.caller(),
              call.subscription(),
              header -> new ResizeDisk(header, present.name(), gib));
    }
    String sku = body.text("sku.name");
    boolean other = sku != null && !sku.equals(present.sku());
    if (other || (tags != null && !tags.equals(present.tags()))) {
      done =
          ledger.send(
              call.caller(),
              call.subscription(),
              header -> new UpdateDisk(header, present.name(), sku, tags));
    }
    return answer(done);
  }

  private ApiResponse answer(Done done) {
    DiskRow disk = ledger.disk(done.id("diskId"), done.seen());
    if (disk == null) {
      throw new IllegalStateException(
          "expected the disk of " + done + " in the views, but found none");
    }
    return ApiResponse.ok(json.disk(disk));
  }

  private ApiResponse delete(Call call) {
    call.caller().require(Action.WRITE_DISKS, call.groupScope());
    if (ledger.disk(call.subscription(), call.name()) == null) {
      return ApiResponse.of(204);
    }
    Done done =
        ledger.send(
            call.caller(), call.subscription(), header -> new DeleteDisk(header, call.name()));
    ledger.disk(done.id("diskId"), done.seen()); // So that the next look does not find it.
    return ApiResponse.of(200);
  }

  private DiskRow find(Call call) {
    DiskRow disk = ledger.disk(call.subscription(), call.name());
    if (disk == null) {
      throw Lists.notFound(call.id(ResourceType.DISK));
    }
    return disk;
  }
}
