/** Tests of this package. */
@NullMarked
package dev.snapledger.faults.member;

import org.jspecify.annotations.NullMarked;
