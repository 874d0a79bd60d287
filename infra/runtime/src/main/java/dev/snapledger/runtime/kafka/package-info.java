/**
 * How the runtime talks to a Kafka cluster: client properties and the making of clients. Must not
 * know what the records mean.
 */
@NullMarked
package dev.snapledger.runtime.kafka;

import org.jspecify.annotations.NullMarked;
