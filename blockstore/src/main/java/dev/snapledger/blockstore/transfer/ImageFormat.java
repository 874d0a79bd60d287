package dev.snapledger.blockstore.transfer;

/** How a disk image lies in a file. */
public enum ImageFormat {
  /** The disk's bytes and nothing else. */
  RAW,

  /** The disk's bytes and a footer of 512 bytes. */
  FIXED_VHD
}
