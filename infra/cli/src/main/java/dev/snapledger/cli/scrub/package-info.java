/** {@code ledger scrub}: reads what a stopped node stores. Must not judge records itself. */
@NullMarked
package dev.snapledger.cli.scrub;

import org.jspecify.annotations.NullMarked;
