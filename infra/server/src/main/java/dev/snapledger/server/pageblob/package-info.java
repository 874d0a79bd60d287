/**
 * The page-blob data plane: bytes and page ranges of disks and snapshots over HTTP, behind
 * shared-access URLs. Must not decide anything about the ledger, nor write to a snapshot.
 */
@NullMarked
package dev.snapledger.server.pageblob;

import org.jspecify.annotations.NullMarked;
