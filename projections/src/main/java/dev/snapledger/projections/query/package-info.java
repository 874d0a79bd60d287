/** Questions to the views, asked over Axon's query bus. Must not change a view. */
@NullMarked
package dev.snapledger.projections.query;

import org.jspecify.annotations.NullMarked;
