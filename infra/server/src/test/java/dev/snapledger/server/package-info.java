/** Tests of the server as a whole. Must not start a node. */
@NullMarked
package dev.snapledger.server;

import org.jspecify.annotations.NullMarked;
