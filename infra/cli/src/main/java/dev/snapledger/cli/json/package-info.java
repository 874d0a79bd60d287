/** JSON as the command line reads and writes it. Must not know what is in it. */
@NullMarked
package dev.snapledger.cli.json;

import org.jspecify.annotations.NullMarked;
