package dev.snapledger.commands.decision;

import dev.snapledger.commands.entity.SnapshotState;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.type.ResourceName;
import dev.snapledger.commands.type.ResourceType;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command is well formed but does not fit what exists. */
public sealed interface StateRejection extends Rejection {

  /**
   * Nothing of that name or id exists.
   *
   * @param kind what was looked for: disk, snapshot, grant
   * @param reference its name or id as it was asked for
   */
  record NotFound(String kind, String reference) implements StateRejection {
    @Override
    public String code() {
      return "NotFound";
    }

    @Override
    public String message() {
      return "expected %s %s to exist, but found none".formatted(kind, reference);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("kind", kind, "reference", reference);
    }
  }

  /**
   * The name is taken; names are compared without regard to case.
   *
   * @param type kind of the resource
   * @param name the name that was asked for
   */
  record AlreadyExists(ResourceType type, ResourceName name) implements StateRejection {
    @Override
    public String code() {
      return "AlreadyExists";
    }

    @Override
    public String message() {
      return "expected a free name, but found a %s named %s; allowed once that is deleted"
          .formatted(type.name().toLowerCase(Locale.ROOT), Texts.name(name));
    }

    @Override
    public Map<String, String> details() {
      return Map.of("type", type.name(), "name", Texts.name(name));
    }
  }

  /**
   * The resource is shared at the moment.
   *
   * @param resource the disk or snapshot
   * @param active number of active grants that stand in the way
   * @param retryAt when the last of them expires
   */
  record ActiveSas(ResourceName resource, int active, Instant retryAt) implements StateRejection {
    @Override
    public String code() {
      return "ActiveSas";
    }

    @Override
    public String message() {
      return "expected no active SAS on %s, but found %d; allowed from %s on, or after a revocation"
          .formatted(Texts.name(resource), active, retryAt);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("resource", Texts.name(resource), "active", Integer.toString(active));
    }
  }

  /**
   * A snapshot is still being created.
   *
   * @param resource the snapshot, or the disk it is made of
   * @param creating number of snapshots that are being created
   */
  record SnapshotInProgress(ResourceName resource, int creating) implements StateRejection {
    @Override
    public String code() {
      return "SnapshotInProgress";
    }

    @Override
    public String message() {
      return "expected no snapshot in creation at %s, but found %d; allowed once they are completed or failed"
          .formatted(Texts.name(resource), creating);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("resource", Texts.name(resource), "creating", Integer.toString(creating));
    }
  }

  /**
   * The snapshot is not in the state that the command needs.
   *
   * @param snapshot its name
   * @param expected the state that is needed
   * @param found its state
   */
  record SnapshotNotReady(ResourceName snapshot, SnapshotState expected, SnapshotState found)
      implements StateRejection {
    @Override
    public String code() {
      return "SnapshotNotReady";
    }

    @Override
    public String message() {
      return "expected snapshot %s to be %s, but it is %s%s"
          .formatted(
              Texts.name(snapshot),
              expected,
              found,
              found == SnapshotState.CREATING ? "; allowed once it is completed" : "");
    }

    @Override
    public Map<String, String> details() {
      return Map.of(
          "snapshot", Texts.name(snapshot), "expected", expected.name(), "found", found.name());
    }
  }

  /**
   * The disk was never filled: its background copy failed, so that its content is incomplete.
   *
   * @param disk its name
   */
  record DiskNotReady(ResourceName disk) implements StateRejection {
    @Override
    public String code() {
      return "DiskNotReady";
    }

    @Override
    public String message() {
      return "expected disk %s to hold all its bytes, but its background copy failed; it can only be deleted"
          .formatted(Texts.name(disk));
    }

    @Override
    public Map<String, String> details() {
      return Map.of("disk", Texts.name(disk));
    }
  }

  /**
   * The resource is on its way to another subscription.
   *
   * @param resource its name
   * @param target where to
   */
  record MoveInProgress(ResourceName resource, SubscriptionId target) implements StateRejection {
    @Override
    public String code() {
      return "MoveInProgress";
    }

    @Override
    public String message() {
      return "expected %s to stay, but it is moving to subscription %s; allowed once the move has ended"
          .formatted(Texts.name(resource), target);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("resource", Texts.name(resource), "targetSubscriptionId", target.toString());
    }
  }

  /**
   * The resource is not on its way anywhere.
   *
   * @param resource its name
   */
  record MoveNotStarted(ResourceName resource) implements StateRejection {
    @Override
    public String code() {
      return "MoveNotStarted";
    }

    @Override
    public String message() {
      return "expected %s to be moving, but found no move".formatted(Texts.name(resource));
    }

    @Override
    public Map<String, String> details() {
      return Map.of("resource", Texts.name(resource));
    }
  }

  /**
   * A limit that no policy changes.
   *
   * @param limit its name, as in docs/reference/limits.md
   * @param found how many there are
   * @param max the limit
   * @param retryAt when it would be allowed, when that is known
   */
  record LimitExceeded(String limit, long found, long max, @Nullable Instant retryAt)
      implements StateRejection {
    @Override
    public String code() {
      return "LimitExceeded";
    }

    @Override
    public String message() {
      return "expected fewer than %d (%s), but found %d".formatted(max, limit, found)
          + (retryAt == null ? "" : "; allowed from %s on".formatted(retryAt));
    }

    @Override
    public Map<String, String> details() {
      return Map.of("limit", limit, "found", Long.toString(found), "max", Long.toString(max));
    }
  }
}
