package dev.snapledger.server.arm;

import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.server.http.ApiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a refusal of the ledger looks to Azure clients: a status that makes them stop instead of
 * trying again, a code that Azure's own service gives, and the ledger's code in the details. The
 * table is in docs/reference/azure.md.
 */
final class Rejections {
  private Rejections() {}

  /** The error for a refusal. */
  static ApiError errorOf(Rejected rejected) {
    Rendering rendering = renderingOf(rejected.code());
    return new ApiError(
        rendering.status(),
        rendering.code(),
        rejected.message(),
        targetOf(rejected),
        List.of(new ApiError.Detail(rejected.code(), rejected.message())));
  }

  /** Whether an error says that something of that name exists. */
  static boolean saysTaken(ApiError error) {
    return error.details().stream().anyMatch(detail -> detail.code().equals("AlreadyExists"));
  }

  /**
   * Status and code.
   *
   * @param status HTTP status
   * @param code code as Azure's own service has it
   */
  record Rendering(int status, String code) {}

  static Rendering renderingOf(String code) {
    return switch (code) {
      case "InvalidArgument", "OutsideDiskSubscription", "SkuNotAllowed", "ShrinkNotAllowed" ->
          new Rendering(400, "InvalidParameter");
      case "RegionNotFound" -> new Rendering(400, "LocationNotAvailableForResourceType");
      case "NotFound" -> new Rendering(404, "ResourceNotFound");
      case "IncrementalSnapshotCannotMove" -> new Rendering(409, "ResourceMoveNotSupported");
      case "DiskWasResized",
          "SasLimitExceeded",
          "BackgroundCopyInProgress",
          "SnapshotRateExceeded",
          "SnapshotCountExceeded",
          "ActiveSas",
          "LimitExceeded" ->
          new Rendering(409, "OperationNotAllowed");
      default -> new Rendering(409, "Conflict"); // What exists is in another state.
    };
  }

  private static @Nullable String targetOf(Rejected rejected) {
    return switch (rejected.code()) {
      case "InvalidArgument" -> rejected.details().get("field");
      case "SkuNotAllowed" -> "sku.name";
      case "ShrinkNotAllowed" -> "properties.diskSizeGB";
      case "RegionNotFound" -> "location";
      case "OutsideDiskSubscription" -> "properties.creationData.sourceResourceId";
      default -> null;
    };
  }
}
