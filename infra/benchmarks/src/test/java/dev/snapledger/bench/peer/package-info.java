@NullMarked
package dev.snapledger.bench.peer;

import org.jspecify.annotations.NullMarked;
