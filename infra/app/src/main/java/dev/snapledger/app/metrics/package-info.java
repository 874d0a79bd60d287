/** What a node counts and times, as Micrometer meters. Must not decide anything by them. */
@NullMarked
package dev.snapledger.app.metrics;

import org.jspecify.annotations.NullMarked;
