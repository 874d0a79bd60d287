/**
 * What the blocks bench compares: the product's store, programs that could be used instead, and the
 * limits of the machine. Must not measure or judge.
 */
@NullMarked
package dev.snapledger.bench.peer;

import org.jspecify.annotations.NullMarked;
