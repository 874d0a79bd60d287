/**
 * The main job from a disk image to verified bytes, as one command. It must use the ledger only as
 * a caller would: commands, queries, and the bytes of disks and snapshots.
 */
@NullMarked
package dev.snapledger.cli.demo;

import org.jspecify.annotations.NullMarked;
