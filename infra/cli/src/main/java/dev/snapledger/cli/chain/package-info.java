/** {@code ledger chain}: the snapshots of one disk. Must not read any bytes. */
@NullMarked
package dev.snapledger.cli.chain;

import org.jspecify.annotations.NullMarked;
