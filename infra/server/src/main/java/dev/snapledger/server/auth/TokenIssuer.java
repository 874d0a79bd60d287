package dev.snapledger.server.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Signs tokens that say who a client is. What it may do is not in them: that is looked up at each
 * request, so that a role taken away is gone at once. Safe for many threads.
 */
public final class TokenIssuer {
  /** How long a token holds. */
  public static final Duration VALID = Duration.ofHours(1);

  private final ECKey key;
  private final TokenNames names;
  private final InstantSource time;
  private final Supplier<UUID> ids;

  TokenIssuer(ECKey key, TokenNames names, InstantSource time, Supplier<UUID> ids) {
    this.key = key;
    this.names = names;
    this.time = time;
    this.ids = ids;
  }

  /** A token for a client, from now on. */
  public String issue(Client client) {
    Instant now = time.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(names.issuer())
            .audience(names.audience())
            .subject(client.id())
            .claim("appid", client.id())
            .claim("oid", client.id())
            .claim("tid", TokenNames.TENANT)
            .claim("ver", "1.0")
            .jwtID(ids.get().toString())
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(VALID)))
            .build();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("expected to sign a token, but " + e.getMessage(), e);
    }
    return token.serialize();
  }
}
