/**
 * Applies the log to views, each batch atomic with its applied offset. Must not know any single
 * view.
 */
@NullMarked
package dev.snapledger.projections.engine;

import org.jspecify.annotations.NullMarked;
