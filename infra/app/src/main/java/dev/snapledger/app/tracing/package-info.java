/** Distributed traces by OpenTelemetry; the only package that may know it. */
@NullMarked
package dev.snapledger.app.tracing;

import org.jspecify.annotations.NullMarked;
