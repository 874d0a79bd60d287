/**
 * What a query can give: an answer, or a refusal with a stable code. Must not know how either is
 * found or shown.
 */
@NullMarked
package dev.snapledger.projections.answer;

import org.jspecify.annotations.NullMarked;
