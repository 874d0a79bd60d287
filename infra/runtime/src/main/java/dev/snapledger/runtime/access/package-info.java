/** Who may do what with the topics of a ledger, as Kafka's own authorisation holds it. */
@NullMarked
package dev.snapledger.runtime.access;

import org.jspecify.annotations.NullMarked;
