/** Small made-up worlds whose logs the views are fed with, and which know what must come out. */
@NullMarked
package dev.snapledger.projections.world;

import org.jspecify.annotations.NullMarked;
