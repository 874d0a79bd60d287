/** Tests of the package. Must not start a node. */
@NullMarked
package dev.snapledger.server.http;

import org.jspecify.annotations.NullMarked;
