package dev.snapledger.cli.remote;

import dev.snapledger.cli.output.ShownException;

/** The data plane refused something. */
public final class PageBlobException extends ShownException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  PageBlobException(int status, String code, String message) {
    super("%s: %s".formatted(code.isEmpty() ? "status " + status : code, message));
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
