/**
 * Moves whole images in and out of a store, and between stores, through the port alone. It must not
 * know how a store keeps its bytes.
 */
@NullMarked
package dev.snapledger.blockstore.transfer;

import org.jspecify.annotations.NullMarked;
