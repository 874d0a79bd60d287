/** {@code ledger sas-keys}: the keys that sign shared-access URLs. */
@NullMarked
package dev.snapledger.cli.saskeys;

import org.jspecify.annotations.NullMarked;
