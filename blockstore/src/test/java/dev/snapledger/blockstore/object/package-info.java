/** Tests of the package, and what they share. It must not be needed by anything but tests. */
@NullMarked
package dev.snapledger.blockstore.object;

import org.jspecify.annotations.NullMarked;
