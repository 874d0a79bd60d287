/**
 * The tutorial, run as a reader would. Knows the launcher and the page; must not reach into the
 * ledger's own classes.
 */
@NullMarked
package dev.snapledger.clients.tutorial;

import org.jspecify.annotations.NullMarked;
