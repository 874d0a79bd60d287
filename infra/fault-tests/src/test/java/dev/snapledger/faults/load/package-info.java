/** Tests of this package. */
@NullMarked
package dev.snapledger.faults.load;

import org.jspecify.annotations.NullMarked;
