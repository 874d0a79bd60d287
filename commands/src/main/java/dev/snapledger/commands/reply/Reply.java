package dev.snapledger.commands.reply;

import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import java.time.Instant;

/**
 * The one answer a command gets.
 *
 * @param commandId the command that is answered
 * @param subscriptionId its subscription; also the key of the record
 * @param time time of the decision
 * @param commandOffset offset of the command record
 * @param outcome what became of it
 */
public record Reply(
    CommandId commandId,
    SubscriptionId subscriptionId,
    Instant time,
    long commandOffset,
    Outcome outcome) {}
