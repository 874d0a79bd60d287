/** Tests of the package. */
@NullMarked
package dev.snapledger.cli.node;

import org.jspecify.annotations.NullMarked;
