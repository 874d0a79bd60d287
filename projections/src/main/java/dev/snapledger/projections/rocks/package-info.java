/**
 * The view store on RocksDB. The only package that may import org.rocksdb; it must not know any
 * single view.
 */
@NullMarked
package dev.snapledger.projections.rocks;

import org.jspecify.annotations.NullMarked;
