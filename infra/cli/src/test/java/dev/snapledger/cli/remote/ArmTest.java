package dev.snapledger.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.snapledger.cli.output.ShownException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much is taken of a server; each answer here is the next of those that a test prepared. */
class ArmTest {
  private static final ArmPath PATH = new ArmPath("/things", "1");

  private final List<String> answers = new ArrayList<>();
  private int asked;
  private HttpServer server;
  private Session session;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    session =
        Session.open(
            Connection.choose(
                new Connection.Said(null, url, null, null, null), Map.of(Connection.TOKEN, "t")),
            null);
  }

  @AfterEach
  void stop() {
    session.close();
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] bytes = answers.get(asked++).getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(200, bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      } catch (IOException _) {
        // The client had enough.
      }
    }
  }

  /** An object in so many bytes. */
  private static String ofLength(int bytes) {
    return "{}" + " ".repeat(bytes - 2);
  }

  @Test
  void takesAnAnswerAsLongAsItMayBe() {
    // given
    answers.add(ofLength(ClientLimits.ANSWER_BYTES_MAX));

    // when, then
    assertThat(session.arm().get(PATH).isObject()).isTrue();
  }

  @Test
  void refusesALongerAnswer() {
    // given
    answers.add(ofLength(ClientLimits.ANSWER_BYTES_MAX + 1));

    // when, then
    assertThatThrownBy(() -> session.arm().get(PATH))
        .isInstanceOf(ShownException.class)
        .hasMessage("expected an answer of at most 16777216 bytes, but found more");
  }

  @Test
  void doesNotAskABlobAgainForWhatIsTooLong() {
    // given
    answers.add(ofLength(ClientLimits.ANSWER_BYTES_MAX + 1));
    PageBlob blob = new PageBlob(session.transport(), new Link(session.here("/blob?sig=1")));

    // when, then
    assertThatThrownBy(() -> blob.ranges(0, 512).hasNext())
        .hasMessage("expected an answer of at most 16777216 bytes, but found more");
    assertThat(asked).isEqualTo(1);
  }

  private record Link(String url) implements BlobUrl {
    @Override
    public String renewed(String refused) {
      throw new AssertionError(refused);
    }
  }

  /** A page of small items, and where the next one is. */
  private static String page(int items, String next) {
    String[] zeros = new String[items];
    Arrays.fill(zeros, "0");
    return "{\"value\":[%s],\"nextLink\":\"%s\"}".formatted(String.join(",", zeros), next);
  }

  @Test
  void takesAListAsLongAsItMayBe() {
    // given
    answers.add(page(ClientLimits.LISTED_RESOURCES_MAX - 1, "http://elsewhere/things?page=2"));
    answers.add(page(1, ""));

    // when, then
    assertThat(session.arm().list(PATH)).hasSize(1_000_000);
  }

  @Test
  void refusesALongerList() {
    // given
    answers.add(page(ClientLimits.LISTED_RESOURCES_MAX, "http://elsewhere/things?page=2"));
    answers.add(page(1, ""));

    // when, then
    assertThatThrownBy(() -> session.arm().list(PATH))
        .isInstanceOf(ShownException.class)
        .hasMessage("expected at most 1000000 resources, but found more");
  }
}
