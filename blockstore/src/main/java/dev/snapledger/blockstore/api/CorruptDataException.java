package dev.snapledger.blockstore.api;

import org.jspecify.annotations.Nullable;

/**
 * Stored bytes do not match their checksum. The message names image or volume, block, file and
 * position; no wrong byte was returned.
 */
public final class CorruptDataException extends BlockStoreException {
  private static final long serialVersionUID = 1L;

  public CorruptDataException(String message) {
    super(message);
  }

  public CorruptDataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
