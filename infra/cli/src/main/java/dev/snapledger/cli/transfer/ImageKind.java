package dev.snapledger.cli.transfer;

/** What an image is taken for. */
public enum ImageKind {
  /** A fixed VHD if it ends with the footer of one, else raw. */
  AUTO,

  /** The disk's bytes, and a footer of 512 bytes. */
  VHD,

  /** The disk's bytes and nothing else. */
  RAW
}
