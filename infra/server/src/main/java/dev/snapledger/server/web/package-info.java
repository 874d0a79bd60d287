/**
 * The web page: files of the class path, sent as they are with strict headers. What they do is in
 * docs/internals/web-page.md.
 */
@NullMarked
package dev.snapledger.server.web;

import org.jspecify.annotations.NullMarked;
