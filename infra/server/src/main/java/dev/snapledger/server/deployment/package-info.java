/**
 * Deployments of templates: many resources by one request, each made as if it had been put alone.
 * Must not make, check or refuse a resource by itself.
 */
@NullMarked
package dev.snapledger.server.deployment;

import org.jspecify.annotations.NullMarked;
