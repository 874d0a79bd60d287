package dev.snapledger.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad requests to a whole node, each on a TLS connection of its own: refused with the status, the
 * code and the form that the client of that interface reads, and nothing more said; the connection
 * is closed, the log has no fault and no secret, and the next good request is answered.
 */
@ExtendWith(SharedLedger.class)
class BadRequestsTest {
  private static final Pattern XML =
      Pattern.compile(
          "<\\?xml version=\"1.0\" encoding=\"utf-8\"\\?><Error><Code>([A-Za-z0-9]+)</Code>"
              + "<Message>expected [^<]+</Message></Error>",
          Pattern.DOTALL);

  private static final Pattern CODE =
      Pattern.compile("\r\nx-ms-error-code: ([A-Za-z0-9]+)\r\n", Pattern.CASE_INSENSITIVE);

  private static RunningLedger ledger;
  private static BadRequestWorld world;
  private CapturedLog log;

  @BeforeAll
  static void start(RunningLedger shared) throws Exception {
    ledger = shared;
    world = BadRequestWorld.in(shared, "bad-requests");
  }

  @AfterAll
  static void everythingIsAsItWas() throws Exception {
    world.assertAnswers();
    world.assertUntouched();
  }

  @BeforeEach
  void open() {
    log = CapturedLog.open();
  }

  @AfterEach
  void check() throws Exception {
    log.close();
    log.assertClean(ledger, world.secrets());
    log.assertNoStackTrace();
    world.assertAnswersOne();
  }

  static Stream<BadRequest> toTheControlPlane() {
    return BadApiRequests.all();
  }

  static Stream<BadRequest> toBlobs() {
    return BadBlobRequests.all();
  }

  @ParameterizedTest
  @MethodSource({"toTheControlPlane", "toBlobs"})
  void isRefusedAsItsClientReadsIt(BadRequest request) throws Exception {
    // when
    RawHttp.Answer answer = RawHttp.send(ledger, request.text(world.values()));

    // then
    assertThat(outcome(request, answer)).as("%s", answer.text()).isEqualTo(request.outcome());
    assertThat(answer.text())
        .doesNotContain("\tat ", "Exception", "dev.snapledger", "io.helidon", "java.")
        .doesNotContain(world.secrets());
  }

  /** Status and code, as in {@code 400 InvalidUri}; fails if the answer has another form. */
  private static String outcome(BadRequest request, RawHttp.Answer answer) throws IOException {
    String body = answer.bodyText();
    String code =
        switch (request.shape()) {
          case JSON -> codeOfJson(body);
          case XML -> codeOfXml(body);
          case OAUTH -> codeOfOauth(body);
          case NONE -> {
            assertThat(body).isEmpty();
            Matcher header = CODE.matcher(answer.text());
            yield header.find() ? header.group(1) : "";
          }
        };
    return (answer.status() + " " + code).strip();
  }

  private static String codeOfJson(String body) throws JsonProcessingException {
    JsonNode error = new ObjectMapper().readTree(body).path("error");
    assertThat(error.path("message").asText()).as("%s", body).startsWith("expected ");
    return error.path("code").asText();
  }

  private static String codeOfOauth(String body) throws JsonProcessingException {
    JsonNode error = new ObjectMapper().readTree(body);
    assertThat(error.path("error_description").asText()).as("%s", body).startsWith("expected ");
    return error.path("error").asText();
  }

  private static String codeOfXml(String body) {
    Matcher matcher = XML.matcher(body);
    assertThat(matcher.matches()).as("%s", body).isTrue();
    return matcher.group(1);
  }
}
