/** Holds the files in infra/deploy to what the program knows. */
@NullMarked
package dev.snapledger.cli.deploy;

import org.jspecify.annotations.NullMarked;
