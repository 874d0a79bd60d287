/**
 * A program as a stranger would write it, with a Kafka client, an Avro library and the schemas
 * alone. Must not use anything else of the ledger.
 */
@NullMarked
package dev.snapledger.example;

import org.jspecify.annotations.NullMarked;
