/** Tests of the package. Must not start a node. */
@NullMarked
package dev.snapledger.server.auth;

import org.jspecify.annotations.NullMarked;
