/** Block maps of snapshots as they are published. Must not know how blocks are stored. */
@NullMarked
package dev.snapledger.commands.blockmap;

import org.jspecify.annotations.NullMarked;
