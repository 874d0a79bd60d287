/** Commands and records that tests of the runtime are made of. Must not know the runtime. */
@NullMarked
package dev.snapledger.runtime.sample;

import org.jspecify.annotations.NullMarked;
