/** Disks as they are now. Must not decide anything: rules did. */
@NullMarked
package dev.snapledger.projections.disk;

import org.jspecify.annotations.NullMarked;
