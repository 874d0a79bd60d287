/**
 * A store in memory: the port's meaning in the plainest code, as a test double and as a model. It
 * must not share code with a real store.
 */
@NullMarked
package dev.snapledger.blockstore.memory;

import org.jspecify.annotations.NullMarked;
