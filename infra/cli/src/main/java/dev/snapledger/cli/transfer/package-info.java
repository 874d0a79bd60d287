/**
 * Moves bytes between files or pipes and page blobs, several requests at a time. Must not know the
 * control plane.
 */
@NullMarked
package dev.snapledger.cli.transfer;

import org.jspecify.annotations.NullMarked;
