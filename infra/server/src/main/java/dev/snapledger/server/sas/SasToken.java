package dev.snapledger.server.sas;

import dev.snapledger.commands.id.GrantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parameters of a shared-access URL, read but not verified. Immutable. */
final class SasToken {
  private static final Pattern VERSION = Pattern.compile("[0-9-]{1,20}");
  private static final Pattern GRANT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern EXPIRY =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.0{1,9})?Z");

  /** 32 bytes in Base64, of which the last character holds four bits: others spell no signature. */
  private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=");

  private final SasClaims claims;
  private final byte[] signature;

  private SasToken(SasClaims claims, byte[] signature) {
    this.claims = claims;
    this.signature = signature;
  }

  SasClaims claims() {
    return claims;
  }

  /** Parameter {@code sig}: 32 bytes, the token's own. */
  byte[] signature() {
    return signature;
  }

  /** Reads decoded parameters; null if one is missing or not as this server writes it. */
  static @Nullable SasToken parse(Map<String, String> query) {
    String version = query.getOrDefault("sv", "");
    String grant = query.getOrDefault("si", "");
    String signature = query.getOrDefault("sig", "");
    Instant expiresAt = expiry(query.getOrDefault("se", ""));
    SasPermission permission = SasPermission.parse(query.getOrDefault("sp", ""));
    boolean formed =
        VERSION.matcher(version).matches()
            && GRANT.matcher(grant).matches()
            && SIGNATURE.matcher(signature).matches()
            && SasClaims.RESOURCE.equals(query.get("sr"));
    if (!formed || expiresAt == null || permission == null) {
      return null;
    }
    return new SasToken(
        new SasClaims(version, GrantId.parse(grant), expiresAt, permission),
        Base64.getDecoder().decode(signature));
  }

  private static @Nullable Instant expiry(String text) {
    if (!EXPIRY.matcher(text).matches()) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return null; // Such as the 30th of February.
    }
  }
}
