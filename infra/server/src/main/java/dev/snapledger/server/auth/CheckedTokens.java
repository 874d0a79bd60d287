package dev.snapledger.server.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tokens say whose signature was found good, so that a caller's next request costs a digest
 * and not a signature. Times are not part of it: they are looked at each time. Only digests of
 * tokens are kept, and none of a bad one, so that strangers push nobody out. Safe for many threads.
 */
final class CheckedTokens {
  /** Most tokens that are known; the one that was used longest ago goes first. */
  static final int TOKENS_MAX = 1_024;

  private final Map<ByteBuffer, JWTClaimsSet> claims =
      new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, JWTClaimsSet> eldest) {
          return size() > TOKENS_MAX;
        }
      };

  /** What a token says; null if its signature was not checked yet. */
  @Nullable JWTClaimsSet find(String token) {
    ByteBuffer digest = digest(token);
    synchronized (claims) {
      return claims.get(digest);
    }
  }

  /** Remembers a token whose signature is good. */
  void add(String token, JWTClaimsSet says) {
    ByteBuffer digest = digest(token);
    synchronized (claims) {
      claims.put(digest, says);
    }
  }

  private static ByteBuffer digest(String token) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every Java has, but found none", e);
    }
  }
}
