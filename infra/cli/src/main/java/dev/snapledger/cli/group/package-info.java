/** {@code ledger group}: resource groups. Must not decide anything: the server does. */
@NullMarked
package dev.snapledger.cli.group;

import org.jspecify.annotations.NullMarked;
