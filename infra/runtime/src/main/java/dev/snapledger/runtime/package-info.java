/** Placeholder sentence of the skeleton. */
@NullMarked
package dev.snapledger.runtime;

import org.jspecify.annotations.NullMarked;
