/**
 * A disk in memory under the real blockstore, and a model of what every snapshot must read as. Must
 * not know who writes.
 */
@NullMarked
package dev.snapledger.simulation.disk;

import org.jspecify.annotations.NullMarked;
