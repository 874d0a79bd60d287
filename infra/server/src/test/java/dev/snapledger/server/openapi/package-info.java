/** Tests of the description of the interface, and the check of answers against it. */
@NullMarked
package dev.snapledger.server.openapi;

import org.jspecify.annotations.NullMarked;
