/** Unmodified page-blob clients against the data plane. Must not know how that is built. */
@NullMarked
package dev.snapledger.clients.pageblob;

import org.jspecify.annotations.NullMarked;
