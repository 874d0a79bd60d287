package dev.snapledger.server.pageblob;

/** Where the bytes are, which may change at any time. Safe for use by many threads. */
@FunctionalInterface
public interface BlobPlaces {
  /** Where they are now. */
  BlobPlace now();
}
