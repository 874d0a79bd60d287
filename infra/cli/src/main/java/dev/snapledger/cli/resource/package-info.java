/** What commands about disks, snapshots and groups have in common. Must not know any of them. */
@NullMarked
package dev.snapledger.cli.resource;

import org.jspecify.annotations.NullMarked;
