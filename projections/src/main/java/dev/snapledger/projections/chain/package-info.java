/**
 * Snapshots, and the chain of each family with its history. Must not decide anything: rules did.
 */
@NullMarked
package dev.snapledger.projections.chain;

import org.jspecify.annotations.NullMarked;
