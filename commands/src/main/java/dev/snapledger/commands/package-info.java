/** What the ledger decides. Must not know Kafka, HTTP or RocksDB. */
@NullMarked
package dev.snapledger.commands;

import org.jspecify.annotations.NullMarked;
