/** How much each subscription, group and region holds. Must not price it. */
@NullMarked
package dev.snapledger.projections.usage;

import org.jspecify.annotations.NullMarked;
