/** Puts a node together. Must hold no logic of its own. */
@NullMarked
package dev.snapledger.app;

import org.jspecify.annotations.NullMarked;
