/**
 * A port for operators' programs alone: metrics and health, without TLS and sign-in. Must not serve
 * anything of a ledger.
 */
@NullMarked
package dev.snapledger.server.management;

import org.jspecify.annotations.NullMarked;
