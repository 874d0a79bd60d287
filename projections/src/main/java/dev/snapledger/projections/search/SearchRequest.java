package dev.snapledger.projections.search;

import dev.snapledger.commands.id.SubscriptionId;
import dev.snapledger.projections.history.EventPlace;
import dev.snapledger.projections.row.Key;
import org.jspecify.annotations.Nullable;

/**
 * Which page of what is found.
 *
 * @param subscriptionId where to look
 * @param filter what is looked for
 * @param asOf the event after which the answer holds; null for now
 * @param itemsMax most items, at least 1
 * @param after {@link SearchPage#next} of the page before; null for the first
 */
public record SearchRequest(
    SubscriptionId subscriptionId,
    SearchFilter filter,
    @Nullable EventPlace asOf,
    int itemsMax,
    @Nullable Key after) {}
