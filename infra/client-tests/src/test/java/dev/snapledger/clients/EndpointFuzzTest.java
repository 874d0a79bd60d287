package dev.snapledger.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests of all interfaces, changed by chance, to a whole node: whatever comes, the server
 * answers without a fault or closes the connection, tells and logs nothing of its inside and no
 * secret, and goes on. docs/operating/client-tests.md says how to run more of them.
 */
@ExtendWith(SharedLedger.class)
class EndpointFuzzTest {
  private static final int ROUNDS = Integer.getInteger("ledger.endpoints.rounds", 300);
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
  private static final int ANSWER_BYTES_MAX = 1 << 20;

  private static RunningLedger ledger;
  private static BadRequestWorld world;
  private static List<String> good;

  @BeforeAll
  static void start(RunningLedger shared) throws Exception {
    ledger = shared;
    world = BadRequestWorld.in(shared, "endpoint-fuzz");
    Map<String, String> values = new HashMap<>(world.values());
    values.put("url", ledger.url().toString());
    good = GoodRequests.all(values);
  }

  @AfterAll
  static void stillAnswers() throws Exception {
    world.assertStillWorks();
  }

  static List<Long> seeds() {
    Long given = Long.getLong("ledger.endpoints.seed");
    return given == null ? List.of(1L, 2L, 3L) : List.of(given);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverFails(long seed) throws Exception {
    // given
    System.out.printf("endpoint fuzz: seed %d, %d rounds%n", seed, ROUNDS);
    var dice = new RequestDice(seed, good);
    var log = CapturedLog.open();

    try (log) {
      for (int round = 0; round < ROUNDS; round++) {
        // when
        String request = dice.next();
        String answer = exchange(request);

        // then
        assertThat(STATUS.matcher(answer).results().map(MatchResult::group))
            .as("seed %d, round %d: %s -> %s", seed, round, printable(request), printable(answer))
            .allMatch(EndpointFuzzTest::isNoFault);
        assertThat(answer).doesNotContain("\tat ", "Exception", "dev.snapledger", "io.helidon");
      }
    }
    log.assertClean(ledger, world.secrets());
    log.assertNoStackTrace();
  }

  /** Everything but 5xx, of which two say what is not supported, and one is for a busy server. */
  private static boolean isNoFault(String status) {
    return !status.startsWith("HTTP/1.1 5") || status.matches("HTTP/1.1 50[135] ");
  }

  /** Sends it, says that nothing more comes, and gives the beginning of what comes back. */
  private static String exchange(String request) throws IOException {
    var all = new ByteArrayOutputStream();
    try (SSLSocket socket = (SSLSocket) ledger.connect()) {
      try {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        socket.shutdownOutput();
      } catch (SocketException | SSLException _) {
        // The server had enough.
      }
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 14];
      for (int read = 0; read >= 0 && all.size() < ANSWER_BYTES_MAX; read = in.read(buffer)) {
        all.write(buffer, 0, read);
      }
    } catch (SocketException | SSLException _) {
      // Closed without a good-bye.
    }
    return all.toString(ISO_8859_1);
  }

  private static String printable(String text) {
    String shown = text.replace("\r\n", "\u23ce").replaceAll("[^\\x20-\\x7e\u23ce]", "?");
    return shown.length() > 3_000 ? shown.substring(0, 3_000) + "…" : shown;
  }
}
