package dev.snapledger.server.pageblob;

/**
 * A request is refused; turned into an answer by {@link Answers}. Its message never has a secret.
 */
final class PageBlobException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String detail;

  PageBlobException(ErrorCode code, String message) {
    super(
        message, null, false, false); // A refusal is no trouble: where it was thrown says nothing.
    this.code = code;
    this.detail = message;
  }

  ErrorCode code() {
    return code;
  }

  String detail() {
    return detail;
  }
}
