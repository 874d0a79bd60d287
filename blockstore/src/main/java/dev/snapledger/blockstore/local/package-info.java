/**
 * The store in one local directory: data segments, delta segments, head journals and the indexes
 * rebuilt from them. It must reach files only through {@code FileAccess}.
 */
@NullMarked
package dev.snapledger.blockstore.local;

import org.jspecify.annotations.NullMarked;
