/**
 * The topics of the ledger: names, settings, limits, and which partition a subscription belongs to.
 * It creates and checks topics, and must not read or write records.
 */
@NullMarked
package dev.snapledger.runtime.topics;

import org.jspecify.annotations.NullMarked;
