/**
 * Proves that log, views, checkpoints and blocks agree, and says where they do not. Must not change
 * anything.
 */
@NullMarked
package dev.snapledger.cli.audit;

import org.jspecify.annotations.NullMarked;
