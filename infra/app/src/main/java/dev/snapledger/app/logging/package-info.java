/** How a process writes its log. Must not decide what is logged. */
@NullMarked
package dev.snapledger.app.logging;

import org.jspecify.annotations.NullMarked;
