@NullMarked
package dev.snapledger.app.logging;

import org.jspecify.annotations.NullMarked;
