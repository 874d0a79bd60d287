/** The web page as people see it, in a browser. */
@NullMarked
package dev.snapledger.browser;

import org.jspecify.annotations.NullMarked;
