/**
 * Which of the nodes that share blocks holds them. Decides only when to open them: what keeps two
 * writers apart is their names log.
 */
@NullMarked
package dev.snapledger.app.holder;

import org.jspecify.annotations.NullMarked;
