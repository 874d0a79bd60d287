/**
 * Names and listings of resources, kept by the change of each resource's row. Must not know how a
 * kind of resource came to its row.
 */
@NullMarked
package dev.snapledger.projections.resource;

import org.jspecify.annotations.NullMarked;
