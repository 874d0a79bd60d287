/** Tests of traces. */
@NullMarked
package dev.snapledger.app.tracing;

import org.jspecify.annotations.NullMarked;
