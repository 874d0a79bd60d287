package dev.snapledger.runtime.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the chain of a partition's events is.
 *
 * @param from where verifying began
 * @param head how far it holds; up to the log's end, if nothing is broken
 * @param events number of events that were verified
 * @param bytes bytes of their values
 * @param broken the first broken link, for people; null if there is none
 * @param firstEventAt decision time of the first of them; {@link Instant#MIN} if it cannot be read,
 *     null if there are none
 */
public record ChainReport(
    long from,
    ChainHead head,
    long events,
    long bytes,
    @Nullable String broken,
    @Nullable Instant firstEventAt) {}
