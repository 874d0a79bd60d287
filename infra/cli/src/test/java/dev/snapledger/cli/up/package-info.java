/** Tests of the package. */
@NullMarked
package dev.snapledger.cli.up;

import org.jspecify.annotations.NullMarked;
