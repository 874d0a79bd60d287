/**
 * Identities, each a record of its own so that none is taken for another. Must not hold state or
 * rules.
 */
@NullMarked
package dev.snapledger.commands.id;

import org.jspecify.annotations.NullMarked;
