/**
 * A partition's state on local disk, so that a restart replays a tail of the log only. Must never
 * be trusted over the log: a checkpoint that is odd in any way is thrown away.
 */
@NullMarked
package dev.snapledger.runtime.checkpoint;

import org.jspecify.annotations.NullMarked;
