package dev.snapledger.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tags of resources at a whole node, byte by byte. */
@ExtendWith(SharedLedger.class)
class ConditionsTest {
  private static final Pattern TAG =
      Pattern.compile("\r\nETag: (\"[A-Za-z0-9_-]{43}\")\r\n", Pattern.CASE_INSENSITIVE);

  private static RunningLedger ledger;
  private static BadRequestWorld world;

  @BeforeAll
  static void start(RunningLedger shared) throws Exception {
    ledger = shared;
    world = BadRequestWorld.in(shared, "conditions");
  }

  private static RawHttp.Answer send(String method, String body, String... headers)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Authorization: Bearer " + world.values().get("token"));
    all.add("Content-Length: " + body.length());
    String target =
        world.values().get("group")
            + "/providers/Microsoft.Compute/disks/disk?api-version=2023-04-02";
    String request = RawHttp.request(method, target, all.toArray(String[]::new));
    return RawHttp.send(ledger, request, body.getBytes(UTF_8));
  }

  private static String tag(RawHttp.Answer answer) {
    Matcher matcher = TAG.matcher(answer.text());
    assertThat(matcher.find()).as(answer.text()).isTrue();
    return matcher.group(1);
  }

  @Test
  void whoHasItGetsNothingAndWhoIsLateChangesNothing() throws Exception {
    // given
    String old = tag(send("GET", ""));

    // when
    RawHttp.Answer same = send("GET", "", "If-None-Match: \"x\"", "If-None-Match: \"y\", W/" + old);
    RawHttp.Answer changed = send("PATCH", "{\"tags\":{\"a\":\"1\"}}", "If-Match: " + old);
    RawHttp.Answer late = send("PATCH", "{\"tags\":{\"a\":\"2\"}}", "If-Match: " + old);
    RawHttp.Answer now = send("GET", "", "If-None-Match: " + old);

    // then
    assertThat(same.status()).isEqualTo(304);
    assertThat(same.bodyText()).isEmpty();
    assertThat(same.text()).doesNotContainPattern("(?i)content-type:");
    assertThat(tag(same)).isEqualTo(old);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.bodyText()).contains("\"code\":\"PreconditionFailed\"");
    assertThat(now.status()).isEqualTo(200);
    assertThat(now.bodyText()).contains("\"tags\":{\"a\":\"1\"}");
    assertThat(tag(now)).isEqualTo(tag(changed)).isNotEqualTo(old);
  }
}
