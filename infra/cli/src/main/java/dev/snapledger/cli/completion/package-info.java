/** {@code ledger completion}: words that a shell offers. Must not know any command. */
@NullMarked
package dev.snapledger.cli.completion;

import org.jspecify.annotations.NullMarked;
