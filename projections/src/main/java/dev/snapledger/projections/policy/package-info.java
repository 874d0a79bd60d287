/** The limits in force for each subscription. Must not apply them to commands. */
@NullMarked
package dev.snapledger.projections.policy;

import org.jspecify.annotations.NullMarked;
