/** Realistic commands, and how they are sent. Must not know who takes them. */
@NullMarked
package dev.snapledger.bench.load;

import org.jspecify.annotations.NullMarked;
