/** Child JVMs and the lines they are driven by. Must not know what they do. */
@NullMarked
package dev.snapledger.bench.process;

import org.jspecify.annotations.NullMarked;
