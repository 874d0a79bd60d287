package dev.snapledger.blockstore.vhd;

/**
 * Bytes that are not the footer of a fixed VHD, or not that of this file. The message names the
 * field, what was expected and what was found.
 */
public final class InvalidVhdException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  InvalidVhdException(String field, String expected, String found) {
    super("VHD footer, " + field + ": expected " + expected + ", but found " + found);
    this.field = field;
  }

  /** The part of the footer that is wrong, as docs/internals/vhd.md calls it. */
  public String field() {
    return field;
  }
}
