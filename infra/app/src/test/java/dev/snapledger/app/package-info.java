/** Tests of the package. Must not start a node. */
@NullMarked
package dev.snapledger.app;

import org.jspecify.annotations.NullMarked;
