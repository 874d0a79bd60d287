/** Micro-benchmarks of the inner parts; run by {@code ledger bench jmh}. */
@NullMarked
package dev.snapledger.bench.jmh;

import org.jspecify.annotations.NullMarked;
