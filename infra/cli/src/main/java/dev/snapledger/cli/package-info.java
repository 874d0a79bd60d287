/** The {@code ledger} command. Must not decide anything: it asks a node and shows the answers. */
@NullMarked
package dev.snapledger.cli;

import org.jspecify.annotations.NullMarked;
