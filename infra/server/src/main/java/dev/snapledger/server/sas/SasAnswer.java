package dev.snapledger.server.sas;

import dev.snapledger.projections.grant.GrantRow;

/** Whether a shared-access URL permits a request. */
public sealed interface SasAnswer {
  /** It does, for this grant. */
  record Permitted(GrantRow grant) implements SasAnswer {}

  /** It does not. */
  record Refused(Reason reason) implements SasAnswer {}

  /** Why a request is refused, in the order of the checks. */
  enum Reason {
    /** The URL has no signature at all. */
    MISSING("expected a shared access signature, but found none"),
    MALFORMED("expected the parameters sv, sr=b, si, se, sp and sig, but found others"),
    FORGED("expected a signature of this server for this path, but found another"),
    EXPIRED("expected a signature that still holds, but its time is over"),
    NOT_ACTIVE("expected an active grant, but it was revoked, is over or is not known"),
    OTHER_RESOURCE("expected a grant for this blob, but it is for another"),
    NOT_PERMITTED("expected a signature that permits writing, but it permits reading");

    private final String detail;

    Reason(String detail) {
      this.detail = detail;
    }

    /** For people; the same for all requests, so that it tells nothing of the signature. */
    public String detail() {
      return detail;
    }
  }
}
