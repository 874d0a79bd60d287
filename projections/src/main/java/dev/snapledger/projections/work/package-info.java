/** What the log leaves to do. Must not do it. */
@NullMarked
package dev.snapledger.projections.work;

import org.jspecify.annotations.NullMarked;
