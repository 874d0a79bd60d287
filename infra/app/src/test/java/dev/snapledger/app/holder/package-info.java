@NullMarked
package dev.snapledger.app.holder;

import org.jspecify.annotations.NullMarked;
