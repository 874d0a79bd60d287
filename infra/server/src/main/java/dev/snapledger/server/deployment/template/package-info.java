/**
 * Templates: how they are read, what they make of their parameters, and in which order their
 * resources are made. Must not make them.
 */
@NullMarked
package dev.snapledger.server.deployment.template;

import org.jspecify.annotations.NullMarked;
