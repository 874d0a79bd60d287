/**
 * Child JVMs, other programs, and a folder that is gone afterwards. Must not know Kafka or blocks.
 */
@NullMarked
package dev.snapledger.bench.process;

import org.jspecify.annotations.NullMarked;
