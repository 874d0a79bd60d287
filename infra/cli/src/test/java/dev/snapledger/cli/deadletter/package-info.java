/** Tests of the package. */
@NullMarked
package dev.snapledger.cli.deadletter;

import org.jspecify.annotations.NullMarked;
