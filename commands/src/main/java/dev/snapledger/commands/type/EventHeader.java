package dev.snapledger.commands.type;

import dev.snapledger.commands.id.CommandId;
import dev.snapledger.commands.id.SubscriptionId;
import java.time.Instant;

/**
 * What every event carries; a function of the command record that caused it.
 *
 * @param commandId the command that caused the event
 * @param index position among the events of that command, from 0
 * @param subscriptionId the subscription whose partition decided; also the key of the record
 * @param time time of the decision: the append time of the command record, made monotonic per
 *     partition
 * @param commandOffset offset of the command record in its partition of the command topic
 * @param principal who acted, copied from the command
 */
public record EventHeader(
    CommandId commandId,
    int index,
    SubscriptionId subscriptionId,
    Instant time,
    long commandOffset,
    String principal) {}
