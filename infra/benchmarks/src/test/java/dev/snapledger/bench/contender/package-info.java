@NullMarked
package dev.snapledger.bench.contender;

import org.jspecify.annotations.NullMarked;
