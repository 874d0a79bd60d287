/** Tests of deployments. */
@NullMarked
package dev.snapledger.cli.deployment;

import org.jspecify.annotations.NullMarked;
