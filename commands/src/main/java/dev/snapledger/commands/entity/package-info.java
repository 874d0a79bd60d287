/**
 * What the rules look at: immutable values, found by key, that change by events alone. Must not
 * refuse anything and must not know how it is stored.
 */
@NullMarked
package dev.snapledger.commands.entity;

import org.jspecify.annotations.NullMarked;
