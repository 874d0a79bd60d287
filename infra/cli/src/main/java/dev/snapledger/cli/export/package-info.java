/** {@code ledger export}: a stopped node's snapshot as a file. Must not know how it is stored. */
@NullMarked
package dev.snapledger.cli.export;

import org.jspecify.annotations.NullMarked;
