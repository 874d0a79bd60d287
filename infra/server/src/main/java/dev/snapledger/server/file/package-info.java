/**
 * Small files that must survive a crash, or that nobody else may read. Must not know what is in
 * them.
 */
@NullMarked
package dev.snapledger.server.file;

import org.jspecify.annotations.NullMarked;
