package dev.snapledger.server.sas;

import dev.snapledger.commands.id.GrantId;
import dev.snapledger.commands.type.SasAccess;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Makes shared-access URLs. Safe for use by many threads. */
public final class SasSigner {
  private final SasKeyRing ring;

  public SasSigner(SasKeyRing ring) {
    this.ring = ring;
  }

  /**
   * Path and query of a URL for a grant; the same again until the keys are rotated.
   *
   * <p>Only parameters that the Azure clients know: they drop others, and change their order.
   *
   * @param expiresAt the grant's; a fraction of a second is rounded up, the grant has the last word
   */
  public String pathAndQuery(BlobPath path, GrantId grantId, Instant expiresAt, SasAccess access) {
    SasClaims claims =
        new SasClaims(SasClaims.VERSION, grantId, wholeSecond(expiresAt), SasPermission.of(access));
    String signature = Base64.getEncoder().encodeToString(ring.keys().current().sign(claims, path));
    return "%s?sv=%s&sr=%s&si=%s&se=%s&sp=%s&sig=%s"
        .formatted(
            path,
            claims.version(),
            SasClaims.RESOURCE,
            grantId,
            URLEncoder.encode(claims.expiryText(), StandardCharsets.US_ASCII),
            claims.permission(),
            URLEncoder.encode(signature, StandardCharsets.US_ASCII));
  }

  private static Instant wholeSecond(Instant time) {
    Instant second = time.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(time) ? second : second.plusSeconds(1);
  }
}
