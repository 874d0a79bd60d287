/** What callers and workers ask for: plain data, as it came. Must not hold rules. */
@NullMarked
package dev.snapledger.commands.command;

import org.jspecify.annotations.NullMarked;
