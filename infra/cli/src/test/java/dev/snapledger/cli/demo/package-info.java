/** Tests of the demo's model and tables. Must not start a node. */
@NullMarked
package dev.snapledger.cli.demo;

import org.jspecify.annotations.NullMarked;
