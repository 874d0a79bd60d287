/**
 * {@code ledger bench http}: what callers of the HTTPS server wait for, beside a static file server
 * and the bare command runtime. Must not be used by anything else.
 */
@NullMarked
package dev.snapledger.bench.http;

import org.jspecify.annotations.NullMarked;
