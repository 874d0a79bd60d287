package dev.snapledger.server.auth;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** Tokens as callers send them. */
final class CompactToken {
  private CompactToken() {}

  /**
   * Reads a token in the compact form of RFC 7515, section 3.1: three parts of base64url with
   * points between them, and nothing around them, which the library would take away.
   */
  static SignedJWT parse(String token) throws ParseException {
    for (int i = 0; i < token.length(); i++) {
      if (!isOfTokens(token.charAt(i))) {
        throw new ParseException("expected a letter, a digit, '-', '_' or '.'", i);
      }
    }
    return SignedJWT.parse(token);
  }

  private static boolean isOfTokens(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_'
        || c == '.';
  }
}
