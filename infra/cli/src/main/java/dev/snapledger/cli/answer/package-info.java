/** How answers are printed: JSON, a table, tab-separated values. Must not ask anybody. */
@NullMarked
package dev.snapledger.cli.answer;

import org.jspecify.annotations.NullMarked;
