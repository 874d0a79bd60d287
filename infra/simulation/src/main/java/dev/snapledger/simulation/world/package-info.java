/**
 * Whole ledgers under faults: nodes, users, time and chance, and what has to hold at each step and
 * at rest. Must not read a real clock.
 */
@NullMarked
package dev.snapledger.simulation.world;

import org.jspecify.annotations.NullMarked;
