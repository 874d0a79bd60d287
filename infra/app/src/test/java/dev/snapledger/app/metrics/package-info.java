/** Tests of the package. Must not start a node. */
@NullMarked
package dev.snapledger.app.metrics;

import org.jspecify.annotations.NullMarked;
