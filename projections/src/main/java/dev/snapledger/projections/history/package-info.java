/**
 * What happened, and what resources were: where each event is in the log, and all versions of their
 * rows. Must not hold what events say: the log does.
 */
@NullMarked
package dev.snapledger.projections.history;

import org.jspecify.annotations.NullMarked;
