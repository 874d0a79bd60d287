/**
 * {@code ledger bench commands}: runs the contenders in turn, and shows and judges their figures.
 */
@NullMarked
package dev.snapledger.bench.commands;

import org.jspecify.annotations.NullMarked;
