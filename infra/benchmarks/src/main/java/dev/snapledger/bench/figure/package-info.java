/** Numbers of several rounds, and targets. Must not measure anything. */
@NullMarked
package dev.snapledger.bench.figure;

import org.jspecify.annotations.NullMarked;
