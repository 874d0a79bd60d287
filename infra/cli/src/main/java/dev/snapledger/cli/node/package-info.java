/** Running a node from the command line. Must not know what a node does. */
@NullMarked
package dev.snapledger.cli.node;

import org.jspecify.annotations.NullMarked;
