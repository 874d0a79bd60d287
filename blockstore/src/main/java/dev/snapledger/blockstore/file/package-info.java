/**
 * The only door to a file system; tests put faults and crashes behind it. It must not know what the
 * bytes mean.
 */
@NullMarked
package dev.snapledger.blockstore.file;

import org.jspecify.annotations.NullMarked;
