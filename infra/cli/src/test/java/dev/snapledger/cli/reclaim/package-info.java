/** Tests of {@code ledger reclaim}. */
@NullMarked
package dev.snapledger.cli.reclaim;

import org.jspecify.annotations.NullMarked;
