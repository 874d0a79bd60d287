/**
 * Requests and answers of the JSON interfaces: limits, paths, routes, errors, and their place in
 * the web server. Must not know what a route is for.
 */
@NullMarked
package dev.snapledger.server.http;

import org.jspecify.annotations.NullMarked;
