/** The part of the blocks bench that needs the store's own format code. Not in the product. */
@NullMarked
package dev.snapledger.blockstore.local;

import org.jspecify.annotations.NullMarked;
