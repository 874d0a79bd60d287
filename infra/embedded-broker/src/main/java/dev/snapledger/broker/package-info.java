/** Placeholder sentence of the skeleton. */
@NullMarked
package dev.snapledger.broker;

import org.jspecify.annotations.NullMarked;
