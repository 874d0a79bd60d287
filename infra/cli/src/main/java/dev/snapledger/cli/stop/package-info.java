/** How a command learns that it shall end. Must not know what the command does. */
@NullMarked
package dev.snapledger.cli.stop;

import org.jspecify.annotations.NullMarked;
