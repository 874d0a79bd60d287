/** Tests of the package. */
@NullMarked
package dev.snapledger.cli.access;

import org.jspecify.annotations.NullMarked;
