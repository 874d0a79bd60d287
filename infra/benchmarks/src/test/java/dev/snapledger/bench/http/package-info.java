/** Tests of the package. Must not measure. */
@NullMarked
package dev.snapledger.bench.http;

import org.jspecify.annotations.NullMarked;
