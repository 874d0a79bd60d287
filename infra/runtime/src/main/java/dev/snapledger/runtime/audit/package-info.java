/**
 * Compares what a ledger says with what its logs say: state against events, events and replies
 * against commands. Must only read.
 */
@NullMarked
package dev.snapledger.runtime.audit;

import org.jspecify.annotations.NullMarked;
