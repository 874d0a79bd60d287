/**
 * Dead letters as operators meet them: read, understood as far as possible, and sent again. Must
 * not decide anything.
 */
@NullMarked
package dev.snapledger.runtime.deadletter;

import org.jspecify.annotations.NullMarked;
