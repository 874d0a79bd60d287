/**
 * A single-node Kafka broker in a child JVM, with its data in one directory, for a node without a
 * cluster. It must not know what the ledger writes, and runs nothing of Kafka's server in the
 * node's own JVM.
 */
@NullMarked
package dev.snapledger.broker;

import org.jspecify.annotations.NullMarked;
