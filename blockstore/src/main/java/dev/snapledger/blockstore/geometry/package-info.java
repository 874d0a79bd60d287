/**
 * Sizes of pages, parts and blocks, and ranges made of them. It must not do I/O or know of volumes
 * and images.
 */
@NullMarked
package dev.snapledger.blockstore.geometry;

import org.jspecify.annotations.NullMarked;
