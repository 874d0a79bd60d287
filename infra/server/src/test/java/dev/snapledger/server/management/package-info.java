@NullMarked
package dev.snapledger.server.management;

import org.jspecify.annotations.NullMarked;
