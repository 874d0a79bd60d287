/** What the rules of a family leave. Must not decide: rules do, by the state and the log's time. */
@NullMarked
package dev.snapledger.projections.headroom;

import org.jspecify.annotations.NullMarked;
