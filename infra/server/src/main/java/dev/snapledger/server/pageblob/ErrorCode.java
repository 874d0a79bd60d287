package dev.snapledger.server.pageblob;

import org.jspecify.annotations.Nullable;

/**
 * Codes of refusals, as clients of page blobs know them, each with its HTTP status. Source: "Blob
 * Storage error codes" and "Common REST API error codes" of the Azure Storage REST API reference.
 */
enum ErrorCode {
  AUTHENTICATION_FAILED("AuthenticationFailed", 403),
  AUTHORIZATION_PERMISSION_MISMATCH("AuthorizationPermissionMismatch", 403),
  BLOB_NOT_FOUND("BlobNotFound", 404),
  CANNOT_VERIFY_COPY_SOURCE("CannotVerifyCopySource", 403),
  CONDITION_NOT_MET("ConditionNotMet", 412),
  CORS_PREFLIGHT_FAILURE("CorsPreflightFailure", 403),
  CRC64_MISMATCH("Crc64Mismatch", 400),
  INTERNAL_ERROR("InternalError", 500),
  INVALID_HEADER_VALUE("InvalidHeaderValue", 400),
  INVALID_INPUT("InvalidInput", 400),
  INVALID_MD5("InvalidMd5", 400),
  INVALID_PAGE_RANGE("InvalidPageRange", 416),
  INVALID_QUERY_PARAMETER_VALUE("InvalidQueryParameterValue", 400),
  INVALID_RANGE("InvalidRange", 416),
  INVALID_URI("InvalidUri", 400),
  LEASE_NOT_PRESENT("LeaseNotPresentWithBlobOperation", 412),
  MD5_MISMATCH("Md5Mismatch", 400),
  MISSING_CONTENT_LENGTH("MissingContentLengthHeader", 411),
  MISSING_REQUIRED_HEADER("MissingRequiredHeader", 400),
  NOT_MODIFIED("ConditionNotMet", 304),
  NO_AUTHENTICATION_INFORMATION("NoAuthenticationInformation", 401),
  OUT_OF_RANGE_QUERY_PARAMETER("OutOfRangeQueryParameterValue", 400),
  PREVIOUS_SNAPSHOT_NOT_FOUND("PreviousSnapshotNotFound", 409),
  PREVIOUS_SNAPSHOT_NOT_SUPPORTED("PreviousSnapshotOperationNotSupported", 409),
  REQUEST_BODY_TOO_LARGE("RequestBodyTooLarge", 413),
  SEQUENCE_NUMBER_NOT_MET("SequenceNumberConditionNotMet", 412),
  SERVER_BUSY("ServerBusy", 503),
  SOURCE_CONDITION_NOT_MET("SourceConditionNotMet", 412),
  UNSUPPORTED_HEADER("UnsupportedHeader", 400),
  UNSUPPORTED_HTTP_VERB("UnsupportedHttpVerb", 405);

  private final String text;
  private final int status;

  ErrorCode(String text, int status) {
    this.text = text;
    this.status = status;
  }

  int status() {
    return status;
  }

  /** A refusal with this code; the text is formatted like {@link String#format}. */
  @SuppressWarnings("AnnotateFormatMethod") // The annotation is in a library that is not used.
  PageBlobException refusal(String detail, @Nullable Object... values) {
    return new PageBlobException(this, detail.formatted(values));
  }

  @Override
  public String toString() {
    return text;
  }
}
