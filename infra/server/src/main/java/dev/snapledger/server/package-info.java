/**
 * The HTTPS server of a node: sign-in, control plane, health. Must not know Kafka or how a node is
 * wired.
 */
@NullMarked
package dev.snapledger.server;

import org.jspecify.annotations.NullMarked;
