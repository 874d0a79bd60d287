/** Facts of the log. Must not hold derived data or change meaning once shipped. */
@NullMarked
package dev.snapledger.commands.event;

import org.jspecify.annotations.NullMarked;
