/**
 * The node's side of Kafka: the loop that turns commands into events, and its settings and health.
 * Must not decide anything itself.
 */
@NullMarked
package dev.snapledger.runtime;

import org.jspecify.annotations.NullMarked;
