/** Tests of this package. */
@NullMarked
package dev.snapledger.faults.cli;

import org.jspecify.annotations.NullMarked;
