/**
 * The server as a client sees it: where it is, signing in, the control plane, page blobs. The only
 * package of the command line that knows HTTP; it must not print, and knows no commands.
 */
@NullMarked
package dev.snapledger.cli.remote;

import org.jspecify.annotations.NullMarked;
