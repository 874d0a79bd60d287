package dev.snapledger.server.sas;

import dev.snapledger.projections.grant.GrantRow;
import dev.snapledger.server.sas.SasAnswer.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * Decides whether a shared-access URL permits a request.
 *
 * <p>Each call looks the grant up: a request that begins after the view has seen a revocation, or
 * at or after the expiry, is refused. Safe for use by many threads.
 */
public final class SasVerifier {
  private final SasKeyRing ring;
  private final GrantSource grants;
  private final InstantSource time;

  public SasVerifier(SasKeyRing ring, GrantSource grants, InstantSource time) {
    this.ring = ring;
    this.grants = grants;
    this.time = time;
  }

  /**
   * Checks, in the order of {@link Reason}; nothing is looked up before the signature is found
   * good.
   *
   * @param query decoded parameters, names in lower case; others than those of a signature are not
   *     looked at
   */
  public SasAnswer verify(BlobPath path, Map<String, String> query, SasPermission needed) {
    if (!query.containsKey("sig")) {
      return refused(Reason.MISSING);
    }
    SasToken token = SasToken.parse(query);
    if (token == null) {
      return refused(Reason.MALFORMED);
    }
    if (!ring.keys().signed(token, path)) {
      return refused(Reason.FORGED);
    }
    Instant now = time.instant();
    if (!now.isBefore(token.claims().expiresAt())) {
      return refused(Reason.EXPIRED);
    }
    return grantPermits(path, token.claims(), needed, now);
  }

  private SasAnswer grantPermits(
      BlobPath path, SasClaims claims, SasPermission needed, Instant now) {
    GrantRow grant = grants.active(claims.grantId(), now);
    if (grant == null) {
      return refused(Reason.NOT_ACTIVE);
    }
    if (!isFor(grant, path)) {
      return refused(Reason.OTHER_RESOURCE);
    }
    boolean permitted =
        claims.permission().covers(needed) && SasPermission.of(grant.access()).covers(needed);
    return permitted ? new SasAnswer.Permitted(grant) : refused(Reason.NOT_PERMITTED);
  }

  private static boolean isFor(GrantRow grant, BlobPath path) {
    boolean sameKind =
        switch (path.kind()) {
          case DISK -> grant.snapshotId() == null;
          case SNAPSHOT -> grant.snapshotId() != null;
        };
    return sameKind && grant.resourceId().equals(path.id());
  }

  private static SasAnswer refused(Reason reason) {
    return new SasAnswer.Refused(reason);
  }
}
