/**
 * What the ledger's surroundings offer to whoever sends commands or publishes block maps. Must not
 * know how a command travels.
 */
@NullMarked
package dev.snapledger.commands.port;

import org.jspecify.annotations.NullMarked;
