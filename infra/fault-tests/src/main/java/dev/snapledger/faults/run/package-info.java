/** A run: cluster, members, load, and the faults. Must not judge; package check does. */
@NullMarked
package dev.snapledger.faults.run;

import org.jspecify.annotations.NullMarked;
