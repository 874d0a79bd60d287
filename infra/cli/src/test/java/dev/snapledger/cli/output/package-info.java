/** Tests of the output. Must not start a node. */
@NullMarked
package dev.snapledger.cli.output;

import org.jspecify.annotations.NullMarked;
