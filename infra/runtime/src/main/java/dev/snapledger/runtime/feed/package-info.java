/**
 * Feeds the views from the log: events and block maps, committed records only. Must not know what
 * the views are.
 */
@NullMarked
package dev.snapledger.runtime.feed;

import org.jspecify.annotations.NullMarked;
