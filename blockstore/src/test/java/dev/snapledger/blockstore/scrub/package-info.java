/** Scrubs and repairs between stores, through their ports. */
@NullMarked
package dev.snapledger.blockstore.scrub;

import org.jspecify.annotations.NullMarked;
