/** The {@code ledger bench} command. Nothing of the product depends on it. */
@NullMarked
package dev.snapledger.bench;

import org.jspecify.annotations.NullMarked;
