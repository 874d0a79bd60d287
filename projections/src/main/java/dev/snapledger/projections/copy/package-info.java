/** Copies that are under way. Must not start or end one. */
@NullMarked
package dev.snapledger.projections.copy;

import org.jspecify.annotations.NullMarked;
