/** {@code ledger reclaim}: freeing the space of a stopped node. */
@NullMarked
package dev.snapledger.cli.reclaim;

import org.jspecify.annotations.NullMarked;
