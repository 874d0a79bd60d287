/**
 * How this process sends commands and block maps to the ledger. Must not decide anything, nor read
 * the events.
 */
@NullMarked
package dev.snapledger.runtime.client;

import org.jspecify.annotations.NullMarked;
