package dev.snapledger.server.http;

import static dev.snapledger.server.http.TestListener.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that are none: one answer each, the connection closed, and no trouble in the log. */
@Timeout(120)
class MalformedRequestsTest {
  private static final String ECHO = "POST /echo HTTP/1.1\r\nHost: localhost\r\n";

  private static final String CHUNKED =
      "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 [0-9]{3} ");

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  @TempDir Path folder;
  private TestListener listener;

  private static Logger root() {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
  }

  @BeforeEach
  void start() throws Exception {
    listener = TestListener.start(folder, new Patience(LONG, LONG, LONG));
    logged.start();
    root().addAppender(logged);
  }

  @AfterEach
  void stop() {
    root().detachAppender(logged);
    listener.close();
    assertThat(logged.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .allSatisfy(
            event -> {
              assertThat(event.getLevel()).as("%s", event).isEqualTo(Level.INFO);
              assertThat(event.getThrowableProxy()).as("%s", event).isNull();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz",
        "-5",
        "ffffffffffffffff",
        "ffffffff",
        "80000000",
        "0x4",
        " 4",
        "4;a=b",
        "",
        "4\n"
      })
  void refusesAChunkSizeThatIsNone(String size) throws Exception {
    // when
    String answer =
        listener.exchange(CHUNKED + size + "\r\nbody\r\n0\r\n\r\nPOST /echo HTTP/1.1\r\n\r\n");

    // then
    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("\r\nconnection: close\r\n")
        .contains("{\"error\":{\"code\":\"InvalidRequestContent\"")
        .doesNotContain("Exception", "\tat ");
    assertThat(countIn(answer)).isEqualTo(1);
  }

  @Test
  void refusesAChunkBeyondEveryLimit() throws Exception {
    // when
    String answer = listener.exchange(CHUNKED + "7fffffff\r\nbody");

    // then
    assertThat(answer)
        .startsWith("HTTP/1.1 413 ")
        .contains("{\"error\":{\"code\":\"RequestEntityTooLarge\"");
  }

  @Test
  void readsABodyInChunks() throws Exception {
    // when
    String answer =
        listener.exchange(
            CHUNKED.replace("Host", "Connection: close\r\nHost")
                + "4\r\nbody\r\n1\r\n!\r\n0\r\n\r\n");

    // then
    assertThat(answer).startsWith("HTTP/1.1 200 ").endsWith("{\"chars\":5}");
  }

  @Test
  void endsAChunkSizeWithoutEnd() throws Exception {
    // given
    String digits = "0".repeat(1 << 20);

    // when
    String answer = listener.exchange(CHUNKED + digits.repeat(40));

    // then
    assertThat(answer).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET\r\n\r\n",
        "G\u0000T /echo HTTP/1.1\r\n\r\n",
        "G:T /echo HTTP/1.1\r\n\r\n",
        "POST /echo\r\n\r\n",
        "POST /echo HTTP/2.0\r\n\r\n",
        "POST /echo HTTP/1.1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        ECHO + "no colon\r\n\r\n",
        ECHO + "x y: z\r\n\r\n",
        ECHO + "Content-Length: -1\r\n\r\n",
        ECHO + "Content-Length: four\r\n\r\n",
        ECHO + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nbody",
        ECHO + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        ECHO + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"
      })
  void refusesWhatIsNoRequest(String request) throws Exception {
    // when
    String answer = listener.exchange(request);

    // then
    assertThat(answer).startsWith("HTTP/1.1 400 ").contains("{\"error\":{\"code\":\"BadRequest\"");
    assertThat(countIn(answer)).isEqualTo(1);
  }

  @Test
  void answersAsBlobsDoWhereBlobsAre() throws Exception {
    // when
    String answer =
        listener.exchange(
            "GET /md-disks/r/d HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n");

    // then
    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("<Error><Code>BadRequest</Code>")
        .containsIgnoringCase("\r\nx-ms-error-code: BadRequest\r\n");
  }

  @Test
  void closesWhenTheClientSaysSo() throws Exception {
    // when
    String answer =
        listener.exchange(
            ECHO + "Connection: close\r\nContent-Length: 4\r\n\r\nbody" + ECHO + "\r\n");

    // then
    assertThat(answer).endsWith("{\"chars\":4}");
    assertThat(countIn(answer)).isEqualTo(1);
  }

  private static long countIn(String answers) {
    return STATUS.matcher(answers).results().count();
  }
}
