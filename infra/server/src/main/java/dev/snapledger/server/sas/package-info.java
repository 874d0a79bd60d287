/**
 * Shared-access URLs of the data plane: their form, their signatures and the keys behind them. Must
 * not know HTTP: it gets paths and parameters, and answers whether they permit something.
 */
@NullMarked
package dev.snapledger.server.sas;

import org.jspecify.annotations.NullMarked;
