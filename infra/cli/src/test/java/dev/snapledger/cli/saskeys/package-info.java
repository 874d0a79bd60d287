/** Tests of the package. */
@NullMarked
package dev.snapledger.cli.saskeys;

import org.jspecify.annotations.NullMarked;
