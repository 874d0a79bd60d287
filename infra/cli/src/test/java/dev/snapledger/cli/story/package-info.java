/** Commands against a whole server. Must not know how either works. */
@NullMarked
package dev.snapledger.cli.story;

import org.jspecify.annotations.NullMarked;
