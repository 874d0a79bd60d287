/**
 * Runs commands through Axon's command bus over our own state: the repository, the event sink and
 * the components that a unit of work may ask for. Axon's internals are met here and nowhere else.
 */
@NullMarked
package dev.snapledger.runtime.axon;

import org.jspecify.annotations.NullMarked;
