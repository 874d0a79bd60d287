package dev.snapledger.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.zip.CRC32C;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RangeClientTest {
  private static final int LENGTH = 1_000_000;

  private final byte[] bytes = new byte[LENGTH];
  private HttpServer server;
  private String range = "";

  @BeforeEach
  void start() throws IOException {
    new DataDisk(LENGTH).fill(0, 1, bytes, LENGTH / 65_536 * 65_536);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/whole", exchange -> answer(exchange, 206, LENGTH));
    server.createContext("/chunks", exchange -> answer(exchange, 200, 0));
    server.createContext("/put", this::take);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsARangeAndItsChecksum() throws IOException {
    // when
    RangeClient.Got got;
    try (RangeClient client = connect()) {
      got = client.get(url("/whole"), 5, 9);
    }

    // then
    assertThat(got.bytes()).isEqualTo(LENGTH);
    assertThat(got.crc()).isEqualTo(crc());
    assertThat(got.firstByteNanos()).isPositive();
    assertThat(range).isEqualTo("bytes=5-9");
  }

  @Test
  void readsABodyInChunksAndThenTheNextOne() throws IOException {
    // when, then
    try (RangeClient client = connect()) {
      for (int i = 0; i < 2; i++) {
        RangeClient.Got got = client.get(url("/chunks"), "", 200);
        assertThat(got.bytes()).isEqualTo(LENGTH);
        assertThat(got.crc()).isEqualTo(crc());
      }
    }
  }

  @Test
  void failsForAnotherStatus() throws IOException {
    // when, then
    try (RangeClient client = connect()) {
      assertThatThrownBy(() -> client.get(url("/chunks"), 0, 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("expected status 206, but found 'HTTP/1.1 200 OK'");
    }
  }

  @Test
  void sendsABody() throws IOException {
    // when, then
    try (RangeClient client = connect()) {
      client.put(url("/put"), "", bytes, LENGTH);
      byte[] other = new byte[LENGTH];
      assertThatThrownBy(() -> client.put(url("/put"), "", other, LENGTH))
          .hasMessageContaining("400");
    }
  }

  private RangeClient connect() throws IOException {
    return RangeClient.connect(SocketFactory.getDefault(), server.getAddress().getPort());
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private int crc() {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }

  /** In chunks if the length is 0. */
  private void answer(HttpExchange exchange, int status, long length) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestHeaders().getFirst("Range");
      range = asked == null ? "" : asked;
      exchange.sendResponseHeaders(status, length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean same = Arrays.equals(exchange.getRequestBody().readAllBytes(), bytes);
      exchange.sendResponseHeaders(same ? 201 : 400, -1);
    }
  }
}
