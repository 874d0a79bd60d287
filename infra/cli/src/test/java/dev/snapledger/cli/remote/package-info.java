/** Tests of the client. */
@NullMarked
package dev.snapledger.cli.remote;

import org.jspecify.annotations.NullMarked;
