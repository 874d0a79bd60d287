/**
 * The rules: what a command leads to, given the present state and the time of its record. Must be
 * pure; no clock, no chance, no I/O.
 */
@NullMarked
package dev.snapledger.commands.decision;

import org.jspecify.annotations.NullMarked;
