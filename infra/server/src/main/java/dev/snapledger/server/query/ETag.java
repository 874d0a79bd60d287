package dev.snapledger.server.query;

import dev.snapledger.projections.history.EventPlace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tags of answers, made without the answers: rows of a subscription depend on nothing but its
 * events, so the newest of them and the question tell one answer from another.
 */
final class ETag {
  /** To be changed when the shape of answers is. */
  private static final String SHAPE = "1";

  private ETag() {}

  static String of(QueryCall call) {
    EventPlace asOf = call.asOf();
    EventPlace place = asOf == null ? call.last().place() : asOf;
    String question =
        "%s %s %s %s %s"
            .formatted(
                SHAPE,
                call.asked(),
                call.parameters().text("cursor"),
                call.parameters().text("limit"),
                LineStreams.isWanted(call.request()));
    byte[] digest = sha256().digest(question.getBytes(StandardCharsets.UTF_8));
    return "\"%d.%s\""
        .formatted(place == null ? -1 : place.logOffset(), HexFormat.of().formatHex(digest, 0, 8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every Java has, but found none", e);
    }
  }
}
