/**
 * A Kafka cluster in memory: partitions, transactions, one consumer group. Must not know what the
 * records mean, nor who simulates what.
 */
@NullMarked
package dev.snapledger.simulation.log;

import org.jspecify.annotations.NullMarked;
