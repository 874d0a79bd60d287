/** Dead letters on the command line. Must not know what makes one. */
@NullMarked
package dev.snapledger.cli.deadletter;

import org.jspecify.annotations.NullMarked;
