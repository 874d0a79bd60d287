/** {@code ledger clients}: who may sign in to {@code ledger up}. Must not start anything. */
@NullMarked
package dev.snapledger.cli.clients;

import org.jspecify.annotations.NullMarked;
