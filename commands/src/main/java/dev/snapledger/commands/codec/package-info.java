/**
 * Records to bytes and back: Avro single-object encoding. Must refuse malformed input and nothing
 * else.
 */
@NullMarked
package dev.snapledger.commands.codec;

import org.jspecify.annotations.NullMarked;
