/** What unmodified Azure clients do with a running ledger. Must not know how the ledger works. */
@NullMarked
package dev.snapledger.clients;

import org.jspecify.annotations.NullMarked;
