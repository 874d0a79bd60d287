package dev.snapledger.server.pageblob;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Headers of a write that promise something, or demand what the data plane does not do. */
final class WriteHeaders {
  /** To take no notice of one of these would store other bytes than the client means. */
  private static final List<String> UNSUPPORTED =
      List.of("x-ms-encryption-key", "x-ms-encryption-scope", "x-ms-structured-body");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private WriteHeaders() {}

  /**
   * Checks them; a blob's sequence number is always 0, and it has no lease.
   *
   * @throws PageBlobException for the first that cannot be met
   */
  static void check(PageBlobRequest request) {
    for (String name : UNSUPPORTED) {
      if (request.header(name) != null) {
        throw ErrorCode.UNSUPPORTED_HEADER.refusal("expected no %s, but found one", name);
      }
    }
    if (request.header("x-ms-lease-id") != null) {
      throw ErrorCode.LEASE_NOT_PRESENT.refusal("expected no lease id, as blobs have no leases");
    }
    Long lessThan = sequenceNumber(request, "x-ms-if-sequence-number-lt");
    Long equal = sequenceNumber(request, "x-ms-if-sequence-number-eq");
    sequenceNumber(request, "x-ms-if-sequence-number-le"); // 0 is at most any of them.
    if ((lessThan != null && lessThan == 0) || (equal != null && equal != 0)) {
      throw ErrorCode.SEQUENCE_NUMBER_NOT_MET.refusal(
          "expected a sequence number as demanded, but it is 0");
    }
  }

  private static @Nullable Long sequenceNumber(PageBlobRequest request, String name) {
    String text = request.header(name);
    if (text == null) {
      return null;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw ErrorCode.INVALID_HEADER_VALUE.refusal(
          "expected a number of 1 to 18 digits in %s, but found something else", name);
    }
    return Long.valueOf(text);
  }
}
