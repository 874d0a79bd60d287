/** The chart as Helm renders it. Installs nothing, and asks no cluster. */
@NullMarked
package dev.snapledger.charts;

import org.jspecify.annotations.NullMarked;
