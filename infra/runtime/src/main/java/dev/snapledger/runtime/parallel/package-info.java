/** Waiting for work on other threads. Must not know what the work is. */
@NullMarked
package dev.snapledger.runtime.parallel;

import org.jspecify.annotations.NullMarked;
