/**
 * Keys and rows as bytes: ordered keys, and a compact encoding with one form per value. Must not
 * know what the rows mean.
 */
@NullMarked
package dev.snapledger.projections.row;

import org.jspecify.annotations.NullMarked;
