/** The certificate the server shows: its own, or the operator's. Must not know HTTP. */
@NullMarked
package dev.snapledger.server.tls;

import org.jspecify.annotations.NullMarked;
