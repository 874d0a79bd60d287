/** Tests of the package. */
@NullMarked
package dev.snapledger.cli.clients;

import org.jspecify.annotations.NullMarked;
