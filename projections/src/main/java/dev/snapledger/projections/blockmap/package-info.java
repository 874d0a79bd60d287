/** Block maps of snapshots, rebuilt from what was published of them. Must not read blocks. */
@NullMarked
package dev.snapledger.projections.blockmap;

import org.jspecify.annotations.NullMarked;
