/** Freeing space of a node's stores while it runs. */
@NullMarked
package dev.snapledger.app.space;

import org.jspecify.annotations.NullMarked;
