package dev.snapledger.commands.type;

import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;

/**
 * What every command carries.
 *
 * @param commandId chosen by the sender, once per intent; a retry repeats it and gets the first
 *     answer again
 * @param subscriptionId the subscription that decides; also the key of the record
 * @param principal who acts, as the sender knows it; empty when unknown
 */
public record CommandHeader(CommandId commandId, SubscriptionId subscriptionId, String principal) {}
