/** Holds the shape of the code. Must not test behaviour. */
@NullMarked
package dev.snapledger.architecture;

import org.jspecify.annotations.NullMarked;
