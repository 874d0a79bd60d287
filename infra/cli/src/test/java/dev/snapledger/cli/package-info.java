@NullMarked
package dev.snapledger.cli;

import org.jspecify.annotations.NullMarked;
