/** Tests of moving bytes. Must not start a node. */
@NullMarked
package dev.snapledger.cli.transfer;

import org.jspecify.annotations.NullMarked;
