/** Tests of this package. */
@NullMarked
package dev.snapledger.faults.check;

import org.jspecify.annotations.NullMarked;
