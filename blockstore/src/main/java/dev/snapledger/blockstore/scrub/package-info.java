/**
 * What a scrub of a store is asked, what it finds, and where sound copies of broken blocks are. It
 * must not know how a store keeps its bytes.
 */
@NullMarked
package dev.snapledger.blockstore.scrub;

import org.jspecify.annotations.NullMarked;
