/** What is compared, each in a JVM of its own. Must not compare anything. */
@NullMarked
package dev.snapledger.bench.contender;

import org.jspecify.annotations.NullMarked;
