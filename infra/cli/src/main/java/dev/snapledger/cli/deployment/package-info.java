/** {@code ledger deployment}: templates. Must not understand them: the server does. */
@NullMarked
package dev.snapledger.cli.deployment;

import org.jspecify.annotations.NullMarked;
