/**
 * The control plane that Azure clients know: subscriptions, groups, disks, snapshots. Must not
 * decide what the ledger decides.
 */
@NullMarked
package dev.snapledger.server.arm;

import org.jspecify.annotations.NullMarked;
