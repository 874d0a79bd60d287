/** {@code ledger snapshot}: snapshots of a server. Must not decide anything: the server does. */
@NullMarked
package dev.snapledger.cli.snapshot;

import org.jspecify.annotations.NullMarked;
