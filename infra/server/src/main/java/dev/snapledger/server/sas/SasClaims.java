package dev.snapledger.server.sas;

import dev.snapledger.commands.id.GrantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a shared-access URL says and its signature covers, besides the path.
 *
 * <p>The signed text has eight lines, each ended by a line feed but the last, in UTF-8; see
 * docs/internals/sas.md#signed-text.
 *
 * @param version parameter {@code sv}
 * @param grantId parameter {@code si}: the grant it stands for
 * @param expiresAt parameter {@code se}: first instant at which it does not hold, whole seconds
 * @param permission parameter {@code sp}
 */
record SasClaims(String version, GrantId grantId, Instant expiresAt, SasPermission permission) {
  /** The storage protocol whose parameters are used; nothing depends on it. */
  static final String VERSION = "2019-02-02";

  /** Parameter {@code sr}: a blob. */
  static final String RESOURCE = "b";

  private static final String FORM = "snapledger-sas-1";
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  String expiryText() {
    return SECONDS.format(expiresAt);
  }

  String signedText(String keyId, BlobPath path) {
    return String.join(
        "\n",
        FORM,
        keyId,
        version,
        RESOURCE,
        path.toString(),
        grantId.toString(),
        expiryText(),
        permission.toString());
  }
}
