/** Tests of {@code ledger scrub}. */
@NullMarked
package dev.snapledger.cli.scrub;

import org.jspecify.annotations.NullMarked;
