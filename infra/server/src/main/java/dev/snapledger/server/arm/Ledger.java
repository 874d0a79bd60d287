package dev.snapledger.server.arm;

import dev.snapledger.commands.command.Command;
import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.id.SnapshotId;
import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.CommandUnansweredException;
import dev.snapledger.commands.reply.Accepted;
import dev.snapledger.commands.reply.Outcome;
import dev.snapledger.commands.reply.Rejected;
import dev.snapledger.commands.type.CommandHeader;
import dev.snapledger.commands.type.ResourceType;
import dev.snapledger.projections.answer.Answer;
import dev.snapledger.projections.answer.MinOffset;
import dev.snapledger.projections.answer.QueryError;
import dev.snapledger.projections.chain.SnapshotRow;
import dev.snapledger.projections.copy.CopyRow;
import dev.snapledger.projections.disk.DiskRow;
import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.projections.query.LedgerQuery;
import dev.snapledger.projections.resource.ResourceRow;
import dev.snapledger.server.auth.Caller;
import dev.snapledger.server.http.ApiError;
import dev.snapledger.server.http.ApiException;
import dev.snapledger.server.http.RequestLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Commands and queries, with refusals as errors of the control plane. Safe for many threads. */
final class Ledger {
  /** How often a command without an answer is sent in all; the same id makes that harmless. */
  private static final int SENDS_MAX = 2;

  private static final String RETRY_SECONDS = "5";

  private final LedgerPorts ports;

  Ledger(LedgerPorts ports) {
    this.ports = ports;
  }

  LedgerPorts ports() {
    return ports;
  }

  /**
   * What became of a command.
   *
   * @param ids ids of what was made or changed
   * @param seen views that show this show what the command did; null if it changed nothing
   */
  record Done(Map<String, String> ids, @Nullable MinOffset seen) {
    /** One of the ids. */
    UUID id(String name) {
      String text = ids.get(name);
      if (text == null) {
        throw new IllegalStateException(
            "expected the reply to have " + name + ", but found " + ids);
      }
      return UUID.fromString(text);
    }

    /** The id of the disk or snapshot. */
    UUID id(ResourceType type) {
      return switch (type) {
        case DISK -> id("diskId");
        case SNAPSHOT -> id("snapshotId");
      };
    }
  }

  /**
   * Sends a command in the caller's name.
   *
   * @throws ApiException if it is refused, or nobody answers
   */
  Done send(Caller caller, SubscriptionId subscription, Function<CommandHeader, Command> command) {
    return switch (outcomeOf(caller, subscription, command)) {
      case Accepted accepted -> done(subscription, accepted);
      case Rejected rejected -> throw Rejections.errorOf(rejected).thrown();
    };
  }

  /** As above, but tells a refusal instead of throwing it. */
  Outcome outcomeOf(
      Caller caller, SubscriptionId subscription, Function<CommandHeader, Command> command) {
    var header =
        new CommandHeader(
            new CommandId(ports.commandIds().get()), subscription, caller.principal());
    RequestLog.sends(header.commandId().value());
    Command sent = command.apply(header);
    for (int sends = 1; ; sends++) {
      try {
        return ports.commands().submit(sent).join().outcome();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof CommandUnansweredException)) {
          throw e;
        }
        if (sends == SENDS_MAX) {
          throw unavailable("expected an answer of the ledger, but none came in time");
        }
      }
    }
  }

  private Done done(SubscriptionId subscription, Accepted accepted) {
    Long last = accepted.lastEventOffset();
    return new Done(
        accepted.ids(),
        last == null ? null : new MinOffset(ports.partitionOf().applyAsInt(subscription), last));
  }

  /** Waits until the views show what an accepted command did. */
  void await(SubscriptionId subscription, Accepted accepted) {
    MinOffset seen = done(subscription, accepted).seen();
    if (seen != null) {
      ask(new LedgerQuery.FindUsage(subscription, seen));
    }
  }

  /** What a query finds; null if there is no such thing. */
  <R> @Nullable R find(LedgerQuery<R> query) {
    return switch (ports.queries().ask(query)) {
      case Answer.Found<R>(R value) -> value;
      case Answer.Refused<R>(QueryError.NotFound _) -> null;
      case Answer.Refused<R>(QueryError.NotCaughtUp error) -> throw unavailable(error.detail());
      case Answer.Refused<R>(QueryError error) ->
          throw new ApiError(409, "Conflict", error.detail()).thrown();
    };
  }

  /** What a query has to find, because it is in the views or nothing is. */
  <R> R ask(LedgerQuery<R> query) {
    R found = find(query);
    if (found == null) {
      throw new IllegalStateException("expected an answer to " + query + ", but found none");
    }
    return found;
  }

  /** The disk or snapshot with a name, or null. */
  @Nullable ResourceRow find(ResourceId id) {
    return switch (id.type()) {
      case DISK -> find(new LedgerQuery.FindDisk(id.subscriptionId(), id.name(), null));
      case SNAPSHOT -> find(new LedgerQuery.FindSnapshot(id.subscriptionId(), id.name(), null));
    };
  }

  /** A disk or snapshot by its identity once the views have seen so much; deleted ones too. */
  @Nullable ResourceRow find(ResourceType type, UUID id, @Nullable MinOffset seen) {
    return switch (type) {
      case DISK -> disk(id, seen);
      case SNAPSHOT -> snapshot(id, seen);
    };
  }

  /** A disk by its identity once the views have seen so much; deleted ones too. */
  @Nullable DiskRow disk(UUID id, @Nullable MinOffset seen) {
    return find(new LedgerQuery.FindDiskById(new DiskId(id), seen));
  }

  /** A snapshot by its identity once the views have seen so much; deleted ones too. */
  @Nullable SnapshotRow snapshot(UUID id, @Nullable MinOffset seen) {
    return find(new LedgerQuery.FindSnapshotById(new SnapshotId(id), seen));
  }

  /** The copy that makes a disk or snapshot; null if none is under way. */
  @Nullable CopyRow copy(SubscriptionId subscription, UUID targetId) {
    return find(new LedgerQuery.FindCopy(subscription, targetId, null));
  }

  /** All grants of a resource, also those that ended. */
  List<GrantRow> grants(UUID resourceId) {
    return ask(new LedgerQuery.ListGrants(resourceId, null));
  }

  Instant now() {
    return ports.time().instant();
  }

  static ApiException unavailable(String message) {
    return new ApiException(
        new ApiError(503, "ServiceUnavailable", message), Map.of("Retry-After", RETRY_SECONDS));
  }
}
