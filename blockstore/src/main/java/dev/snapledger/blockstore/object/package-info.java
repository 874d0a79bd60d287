/**
 * Files whose durable home is an object store, with a local disk as a cache. It must not know HTTP,
 * nor what the bytes mean.
 */
@NullMarked
package dev.snapledger.blockstore.object;

import org.jspecify.annotations.NullMarked;
