/** The one answer every command gets. Must not hold secrets. */
@NullMarked
package dev.snapledger.commands.reply;

import org.jspecify.annotations.NullMarked;
