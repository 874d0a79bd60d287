@NullMarked
package dev.snapledger.bench.process;

import org.jspecify.annotations.NullMarked;
