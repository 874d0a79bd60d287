@NullMarked
package dev.snapledger.server.health;

import org.jspecify.annotations.NullMarked;
