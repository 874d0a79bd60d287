/** The command {@code ledger faults}. Must not know what a fault does. */
@NullMarked
package dev.snapledger.faults.cli;

import org.jspecify.annotations.NullMarked;
