/** The commands of a run and their sending. Must not know of faults. */
@NullMarked
package dev.snapledger.faults.load;

import org.jspecify.annotations.NullMarked;
