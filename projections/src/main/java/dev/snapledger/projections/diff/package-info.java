/** Page ranges of a snapshot and between two. Must not read blocks: only maps of them. */
@NullMarked
package dev.snapledger.projections.diff;

import org.jspecify.annotations.NullMarked;
