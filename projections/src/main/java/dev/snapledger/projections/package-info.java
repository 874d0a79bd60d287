/** Views rebuilt from the event log. Must not know Kafka clients or HTTP. */
@NullMarked
package dev.snapledger.projections;

import org.jspecify.annotations.NullMarked;
