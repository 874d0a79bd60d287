@NullMarked
package dev.snapledger.server.query;

import org.jspecify.annotations.NullMarked;
