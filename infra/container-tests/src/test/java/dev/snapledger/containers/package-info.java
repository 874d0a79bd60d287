/**
 * The ledger against Kafka in a container. Must not test what a broker of the build's own can show
 * as well.
 */
@NullMarked
package dev.snapledger.containers;

import org.jspecify.annotations.NullMarked;
