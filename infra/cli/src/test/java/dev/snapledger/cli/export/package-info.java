/** Tests of {@code ledger export}. */
@NullMarked
package dev.snapledger.cli.export;

import org.jspecify.annotations.NullMarked;
