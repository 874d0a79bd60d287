/** Bytes of disks and snapshots. Must not know Kafka, Axon or HTTP. */
@NullMarked
package dev.snapledger.blockstore;

import org.jspecify.annotations.NullMarked;
