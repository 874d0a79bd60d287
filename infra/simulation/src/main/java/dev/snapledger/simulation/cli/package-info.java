/** The command {@code ledger simulate}. Must not know what a world is made of. */
@NullMarked
package dev.snapledger.simulation.cli;

import org.jspecify.annotations.NullMarked;
