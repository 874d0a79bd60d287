/** Users of the broker and their rights on the command line. Must not decide who may what. */
@NullMarked
package dev.snapledger.cli.access;

import org.jspecify.annotations.NullMarked;
