package dev.snapledger.runtime.partition;

import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;

/**
 * A command id and its subscription, as four longs so that a million of them stay small.
 *
 * <p>Both ids: one caller's command id must never show another subscription's reply.
 *
 * @param commandHigh upper half of the command id
 * @param commandLow lower half of the command id
 * @param ownerHigh upper half of the subscription id
 * @param ownerLow lower half of the subscription id
 */
public record ReplyKey(long commandHigh, long commandLow, long ownerHigh, long ownerLow) {
  static ReplyKey of(CommandId command, SubscriptionId owner) {
    return new ReplyKey(
        command.value().getMostSignificantBits(),
        command.value().getLeastSignificantBits(),
        owner.value().getMostSignificantBits(),
        owner.value().getLeastSignificantBits());
  }
}
