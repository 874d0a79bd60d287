/**
 * {@code ledger bench blocks}: asks the contenders in turn, holds their answers against the truth,
 * and shows and judges their figures.
 */
@NullMarked
package dev.snapledger.bench.blocks;

import org.jspecify.annotations.NullMarked;
