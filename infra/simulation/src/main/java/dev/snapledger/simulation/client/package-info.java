/**
 * Kafka's client interfaces over the simulated log, with faults at every call. Must not know what a
 * node is.
 */
@NullMarked
package dev.snapledger.simulation.client;

import org.jspecify.annotations.NullMarked;
