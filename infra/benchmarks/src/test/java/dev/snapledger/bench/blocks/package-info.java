@NullMarked
package dev.snapledger.bench.blocks;

import org.jspecify.annotations.NullMarked;
