@NullMarked
package dev.snapledger.bench.figure;

import org.jspecify.annotations.NullMarked;
