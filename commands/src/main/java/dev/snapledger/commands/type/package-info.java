/**
 * Values shared by commands, events and replies, as they are on the wire. Must not refuse anything:
 * rules do.
 */
@NullMarked
package dev.snapledger.commands.type;

import org.jspecify.annotations.NullMarked;
