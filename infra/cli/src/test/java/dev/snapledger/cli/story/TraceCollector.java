package dev.snapledger.cli.story;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes traces as OTLP over HTTP, as a collector does, and reads of each span what is looked at.
 * Source of the numbers of fields: opentelemetry-proto, trace.proto.
 */
final class TraceCollector implements AutoCloseable {
  private static final int RESOURCE_SPANS = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;

  private final HttpServer server;
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  TraceCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /**
   * A span.
   *
   * @param parentId empty for none
   */
  record Span(String traceId, String spanId, String parentId, String name) {}

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Span> spans() {
    return List.copyOf(spans);
  }

  /** All that was sent, as text in which what is no text is garbled. */
  String everything() {
    return String.join("", bodies);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    bodies.add(new String(body, UTF_8));
    forEach(
        ByteBuffer.wrap(body),
        RESOURCE_SPANS,
        resource ->
            forEach(
                resource,
                SCOPE_SPANS,
                scope -> forEach(scope, SPANS, span -> spans.add(read(span)))));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static Span read(ByteBuffer span) {
    String[] fields = {"", "", "", "", "", ""};
    for (int field : new int[] {1, 2, 4}) {
      forEach(
          span.duplicate(), field, bytes -> fields[field] = HexFormat.of().formatHex(all(bytes)));
    }
    forEach(span.duplicate(), 5, bytes -> fields[5] = new String(all(bytes), UTF_8));
    return new Span(fields[1], fields[2], fields[4], fields[5]);
  }

  private static byte[] all(ByteBuffer bytes) {
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    return all;
  }

  private interface Visitor {
    void visit(ByteBuffer bytes);
  }

  /** Visits each field with a number whose value has a length; passes over all others. */
  private static void forEach(ByteBuffer message, int number, Visitor visitor) {
    ByteBuffer in = message.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      switch (tag & 7) {
        case 0 -> varint(in);
        case 1 -> in.position(in.position() + Long.BYTES);
        case 2 -> {
          int length = (int) varint(in);
          if (tag >>> 3 == number) {
            visitor.visit(in.slice(in.position(), length));
          }
          in.position(in.position() + length);
        }
        case 5 -> in.position(in.position() + Integer.BYTES);
        default -> throw new IllegalStateException("expected a field, but found tag " + tag);
      }
    }
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    byte next = in.get();
    for (; next < 0; next = in.get()) {
      value |= (long) (next & 0x7F) << shift;
      shift += 7;
    }
    return value | (long) next << shift;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
