/**
 * {@code ledger up} and {@code ledger token}: a node that Azure clients can use. Must not know how
 * the server works.
 */
@NullMarked
package dev.snapledger.cli.up;

import org.jspecify.annotations.NullMarked;
