/** Tests of the demo: its model, itself, and its kind of work on a node that is killed. */
@NullMarked
package dev.snapledger.cli.demo;

import org.jspecify.annotations.NullMarked;
