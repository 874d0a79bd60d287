package dev.snapledger.blockstore.api;

import org.jspecify.annotations.Nullable;

/**
 * Anything a store cannot do, other than an unaligned or out-of-range position ({@link
 * dev.snapledger.blockstore.geometry.InvalidRangeException}).
 *
 * <p>Caller's mistakes: {@link InvalidRequestException}, {@link NotFoundException}, {@link
 * NotOneFamilyException}, {@link ImageInUseException}. Faults, worth a retry: {@link
 * StoreFullException}, {@link StoreFaultException}. Broken data, never worth a retry: {@link
 * CorruptDataException}. Refused at open: {@link StoreInUseException}, {@link
 * UnsupportedFormatException}.
 */
public abstract sealed class BlockStoreException extends RuntimeException
    permits CorruptDataException,
        ImageInUseException,
        InvalidRequestException,
        NotFoundException,
        NotOneFamilyException,
        StoreFaultException,
        StoreFullException,
        StoreInUseException,
        UnsupportedFormatException {
  private static final long serialVersionUID = 1L;

  BlockStoreException(String message) {
    super(message);
  }

  BlockStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
