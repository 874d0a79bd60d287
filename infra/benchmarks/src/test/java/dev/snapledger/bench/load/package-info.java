@NullMarked
package dev.snapledger.bench.load;

import org.jspecify.annotations.NullMarked;
