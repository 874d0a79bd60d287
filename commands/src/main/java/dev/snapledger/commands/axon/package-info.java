/**
 * The rules as Axon sees them: command handlers and event-sourced entities. Must not decide
 * anything; the only package here that knows Axon.
 */
@NullMarked
package dev.snapledger.commands.axon;

import org.jspecify.annotations.NullMarked;
