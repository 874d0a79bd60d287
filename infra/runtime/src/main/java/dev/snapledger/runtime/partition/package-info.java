/**
 * One partition's decisions: command bytes in, event and reply bytes out, over state in memory.
 * Must not do any I/O, so that the live loop, audits and simulations run the very same code.
 */
@NullMarked
package dev.snapledger.runtime.partition;

import org.jspecify.annotations.NullMarked;
