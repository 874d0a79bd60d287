/**
 * What has to hold when all is over, read from the log and the checkpoints alone. Must only read.
 */
@NullMarked
package dev.snapledger.faults.check;

import org.jspecify.annotations.NullMarked;
