@NullMarked
package dev.snapledger.bench.disk;

import org.jspecify.annotations.NullMarked;
