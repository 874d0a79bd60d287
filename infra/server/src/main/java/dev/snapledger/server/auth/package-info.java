/**
 * Who calls, and what they may do: clients, tokens, roles. Must not know resources but by scope.
 */
@NullMarked
package dev.snapledger.server.auth;

import org.jspecify.annotations.NullMarked;
