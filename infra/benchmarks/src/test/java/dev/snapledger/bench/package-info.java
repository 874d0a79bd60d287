@NullMarked
package dev.snapledger.bench;

import org.jspecify.annotations.NullMarked;
