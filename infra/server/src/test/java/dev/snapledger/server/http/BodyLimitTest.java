package dev.snapledger.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The longest body of all, which blobs alone may have, by its length and in chunks. */
@Timeout(120)
class BodyLimitTest {
  private static final int LONGEST = Math.toIntExact(ServerLimits.BODY_BYTES_MAX);
  private static final int CHUNK = 1 << 16;

  @TempDir Path folder;
  private TestListener listener;

  @BeforeEach
  void start() throws Exception {
    listener =
        TestListener.start(folder, Patience.USUAL, rules -> rules.put("/", BodyLimitTest::count));
  }

  @AfterEach
  void stop() {
    listener.close();
  }

  private static void count(ServerRequest request, ServerResponse response) throws IOException {
    try {
      long bytes = RequestBody.of(request).transferTo(OutputStream.nullOutputStream());
      response.send("found " + bytes);
    } catch (MalformedBodyException e) {
      response.status(413).send(e.text());
    }
  }

  private static String head(String framing) {
    return "PUT /a/b/c HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + framing + "\r\n\r\n";
  }

  private String sendByLength(int bytes) throws IOException {
    return listener.exchange(head("Content-Length: " + bytes) + "x".repeat(bytes));
  }

  private String sendInChunks(int bytes) throws IOException {
    String chunk = "%x\r\n%s\r\n".formatted(CHUNK, "x".repeat(CHUNK));
    String rest = "x".repeat(bytes % CHUNK);
    return listener.exchange(
        head("Transfer-Encoding: chunked")
            + chunk.repeat(bytes / CHUNK)
            + (rest.isEmpty() ? "" : "%x\r\n%s\r\n".formatted(rest.length(), rest))
            + "0\r\n\r\n");
  }

  @Test
  void takesTheLongestBodyByItsLengthAndNoLongerOne() throws Exception {
    // when, then
    assertThat(sendByLength(LONGEST)).startsWith("HTTP/1.1 200 ").endsWith("found 4194304");
    assertThat(listener.exchange(head("Content-Length: " + (LONGEST + 1))))
        .startsWith("HTTP/1.1 413 ")
        .contains("expected a body of at most 4194304 bytes, but found more");
  }

  @Test
  void takesTheLongestBodyInChunksAndNoLongerOne() throws Exception {
    // when, then
    assertThat(sendInChunks(LONGEST)).startsWith("HTTP/1.1 200 ").contains("found 4194304");
    assertThat(sendInChunks(LONGEST + 1))
        .startsWith("HTTP/1.1 413 ")
        .contains("expected a body of at most 4194304 bytes, but found more");
  }
}
