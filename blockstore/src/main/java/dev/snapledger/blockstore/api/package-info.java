/**
 * The port of one region's store: ids, requests, answers and errors. It must not name files,
 * segments or any other detail of one implementation.
 */
@NullMarked
package dev.snapledger.blockstore.api;

import org.jspecify.annotations.NullMarked;
