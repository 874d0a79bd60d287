package dev.snapledger.server.arm;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.commands.port.CommandSubmitter;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * The ledger as the control plane sees it.
 *
 * @param commands takes commands
 * @param queries asks the views
 * @param partitionOf partition that decides about a subscription
 * @param urls makes URLs of grants
 * @param subscriptions subscriptions that callers may find
 * @param time the clock, for which grants hold now
 * @param commandIds ids of commands; each must be new
 */
public record LedgerPorts(
    CommandSubmitter commands,
    Queries queries,
    ToIntFunction<SubscriptionId> partitionOf,
    AccessUrls urls,
    List<SubscriptionId> subscriptions,
    InstantSource time,
    Supplier<UUID> commandIds) {
  public LedgerPorts {
    subscriptions = List.copyOf(subscriptions);
  }
}
