/**
 * Does what the log leaves to do, and says so by commands. Must not know how commands travel, how
 * views are kept, or who calls over the network.
 */
@NullMarked
package dev.snapledger.workers;

import org.jspecify.annotations.NullMarked;
