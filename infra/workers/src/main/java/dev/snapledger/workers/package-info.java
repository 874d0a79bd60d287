/** Placeholder sentence of the skeleton. */
@NullMarked
package dev.snapledger.workers;

import org.jspecify.annotations.NullMarked;
