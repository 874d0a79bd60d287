/** Placeholder sentence of the skeleton. */
@NullMarked
package dev.snapledger.app;

import org.jspecify.annotations.NullMarked;
