/** Compares views with each other and with what was published. Must not repair anything. */
@NullMarked
package dev.snapledger.projections.audit;

import org.jspecify.annotations.NullMarked;
