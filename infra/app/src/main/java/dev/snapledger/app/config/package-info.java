/**
 * Settings of a node: names, defaults, and errors that say what was expected. Must not start
 * anything.
 */
@NullMarked
package dev.snapledger.app.config;

import org.jspecify.annotations.NullMarked;
