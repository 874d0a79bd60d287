/** {@code ledger disk}: disks of a server. Must not decide anything: the server does. */
@NullMarked
package dev.snapledger.cli.disk;

import org.jspecify.annotations.NullMarked;
