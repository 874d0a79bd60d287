/** What a node says of itself to whoever watches it. Must not know how a node finds out. */
@NullMarked
package dev.snapledger.server.health;

import org.jspecify.annotations.NullMarked;
