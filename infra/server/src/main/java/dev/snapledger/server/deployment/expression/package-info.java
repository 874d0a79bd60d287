/**
 * Expressions of templates: how they are read, and what they give. Must not know what a template is
 * made of, and must never take more time or memory than {@link
 * dev.snapledger.server.deployment.expression.TemplateLimits} says.
 */
@NullMarked
package dev.snapledger.server.deployment.expression;

import org.jspecify.annotations.NullMarked;
