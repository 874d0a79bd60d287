/** Numbers of several rounds, targets, and how they are shown. Must not measure anything. */
@NullMarked
package dev.snapledger.bench.figure;

import org.jspecify.annotations.NullMarked;
