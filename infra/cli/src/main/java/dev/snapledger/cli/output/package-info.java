/** How the command line shows things: tables, sizes, progress. Must not know the ledger. */
@NullMarked
package dev.snapledger.cli.output;

import org.jspecify.annotations.NullMarked;
