/**
 * The description of everything the server answers, as an OpenAPI document. Must not describe what
 * no route serves: tests compare the two.
 */
@NullMarked
package dev.snapledger.server.openapi;

import org.jspecify.annotations.NullMarked;
