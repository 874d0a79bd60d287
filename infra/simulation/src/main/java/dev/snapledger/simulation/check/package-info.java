/**
 * Checkers: each holds what the log says against something else, with books of its own. Must not
 * change what it checks.
 */
@NullMarked
package dev.snapledger.simulation.check;

import org.jspecify.annotations.NullMarked;
