/** Tests of the package. Must not start a node. */
@NullMarked
package dev.snapledger.server.deployment.expression;

import org.jspecify.annotations.NullMarked;
