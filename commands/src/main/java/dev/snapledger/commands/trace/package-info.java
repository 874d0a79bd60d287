/**
 * Distributed traces as every module sees them: what is handed on, and a port to what records it.
 * Must not decide anything, and must not know what records it.
 */
@NullMarked
package dev.snapledger.commands.trace;

import org.jspecify.annotations.NullMarked;
