/**
 * Disks and snapshots found by what is known of them, now and in the past. Must scan no more than
 * it shows, as far as there is an index.
 */
@NullMarked
package dev.snapledger.projections.search;

import org.jspecify.annotations.NullMarked;
