package dev.snapledger.server.pageblob;

import dev.snapledger.blockstore.api.Cursor;
import dev.snapledger.blockstore.api.DiffRange;

/**
 * What a snapshot is compared with.
 *
 * @param diskBytes size of the other snapshot, without its footer
 * @param changes what differs, ascending, with what it holds at the snapshot that is listed
 */
record DiffSource(long diskBytes, Cursor<DiffRange> changes) {}
