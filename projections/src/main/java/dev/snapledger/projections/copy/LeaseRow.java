package dev.snapledger.projections.copy;

import java.time.Instant;

/**
 * The exclusive right of a worker to fill a disk.
 *
 * @param holder name of the worker
 * @param epoch grows with each new holder
 * @param expiresAt first instant at which another worker may take it
 */
public record LeaseRow(String holder, long epoch, Instant expiresAt) {}
