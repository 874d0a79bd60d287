/**
 * Shared access as granted and revoked. Must not read a clock: whoever asks says what time it is.
 */
@NullMarked
package dev.snapledger.projections.grant;

import org.jspecify.annotations.NullMarked;
