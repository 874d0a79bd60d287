package dev.snapledger.blockstore.transfer;

import java.nio.charset.StandardCharsets;

/** Formats that begin in a way no bootable or formatted raw disk does. */
enum ForeignFormat {
  VHD("conectix", "the start of a dynamic VHD, or of a cut one, without a footer at the end"),
  VHDX("vhdxfile", "a VHDX image"),
  QCOW("QFI\u00fb", "a qcow image"),
  VMDK("KDMV", "a VMDK image");

  private final String magic;
  private final String text;

  ForeignFormat(String magic, String text) {
    this.magic = magic;
    this.text = text;
  }

  boolean starts(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).startsWith(magic);
  }

  /** What to tell the user it is. */
  String text() {
    return text;
  }
}
