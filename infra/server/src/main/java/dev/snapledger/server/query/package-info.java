/**
 * The query API below {@code /api/v1}: reads the views for people, auditors and a web page. Must
 * not send commands, nor show what a caller may not see.
 */
@NullMarked
package dev.snapledger.server.query;

import org.jspecify.annotations.NullMarked;
