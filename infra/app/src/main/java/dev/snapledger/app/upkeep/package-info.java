/** What a node does for its stores by itself: frees space, and looks for damage and repairs it. */
@NullMarked
package dev.snapledger.app.upkeep;

import org.jspecify.annotations.NullMarked;
