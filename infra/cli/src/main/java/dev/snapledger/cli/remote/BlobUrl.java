package dev.snapledger.cli.remote;

/** The shared-access URL of a disk or snapshot, which may end before the work does. */
interface BlobUrl {
  String url();

  /** A URL to be used after one was refused. */
  String renewed(String refused);
}
