/** {@code ledger usage}: what is there, counted. Must not read any bytes. */
@NullMarked
package dev.snapledger.cli.usage;

import org.jspecify.annotations.NullMarked;
