/**
 * The disk that the blocks bench stores, changes and gets back: what it holds, and what a copy of
 * it must hold. Must not know the store.
 */
@NullMarked
package dev.snapledger.bench.disk;

import org.jspecify.annotations.NullMarked;
