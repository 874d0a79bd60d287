package dev.snapledger.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.zip.CRC32C;
import javax.net.SocketFactory;

/**
 * Requests on a connection of their own, with as little work as a client can have: no copy but that
 * of the socket, and a checksum. For one thread.
 */
final class RangeClient implements AutoCloseable {
  private static final int BUFFER_BYTES = 256 << 10;

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  private RangeClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  /** Connects; over TLS if the factory makes such sockets. */
  static RangeClient connect(SocketFactory sockets, int port) throws IOException {
    Socket socket = sockets.createSocket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    return new RangeClient(socket);
  }

  /**
   * What came.
   *
   * @param bytes length of the body
   * @param crc CRC32C of the body
   * @param firstByteNanos from the request to the first byte of the body
   */
  record Got(long bytes, int crc, long firstByteNanos) {}

  /** Reads a range, both ends inside; status 206 is expected. */
  Got get(URI url, long firstByte, long lastByte) throws IOException {
    return get(url, "Range: bytes=%d-%d\r\n".formatted(firstByte, lastByte), 206);
  }

  /** Takes a piece of a body: the first bytes of a buffer that is used again. */
  private interface Taker {
    void take(byte[] bytes, int length);
  }

  /**
   * Reads a body.
   *
   * @param headers further lines of the request, each with its end
   */
  Got get(URI url, String headers, int status) throws IOException {
    CRC32C crc = new CRC32C();
    Read read = read(url, headers, status, (bytes, length) -> crc.update(bytes, 0, length));
    return new Got(read.bytes(), (int) crc.getValue(), read.firstByteNanos());
  }

  /** Reads a body as it is. */
  byte[] body(URI url, String headers, int status) throws IOException {
    var body = new ByteArrayOutputStream();
    read(url, headers, status, (bytes, length) -> body.write(bytes, 0, length));
    return body.toByteArray();
  }

  private record Read(long bytes, long firstByteNanos) {}

  private Read read(URI url, String headers, int status, Taker taker) throws IOException {
    String head =
        "GET %s?%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
            .formatted(url.getRawPath(), query(url), headers);
    long start = System.nanoTime();
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    long length = readHead(status);
    long bytes = 0;
    long firstByteNanos = 0;
    while (bytes < length || length < 0) {
      long wanted = length < 0 ? chunkBytes() : length;
      if (length < 0 && wanted == 0) {
        break;
      }
      long end = length < 0 ? bytes + wanted : length;
      while (bytes < end) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, end - bytes));
        if (read < 0) {
          throw new EOFException("expected %d bytes, but found %d".formatted(end, bytes));
        }
        firstByteNanos = bytes == 0 ? System.nanoTime() - start : firstByteNanos;
        taker.take(buffer, read);
        bytes += read;
      }
      if (length < 0) {
        line();
      }
    }
    return new Read(bytes, firstByteNanos);
  }

  private static String query(URI url) {
    return url.getRawQuery() == null ? "" : url.getRawQuery();
  }

  /** Sends a body; status 201 or 204 is expected. */
  void put(URI url, String headers, byte[] body, int length) throws IOException {
    String head =
        "PUT %s?%s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(url.getRawPath(), query(url), length, headers);
    socket.getOutputStream().write(head.getBytes(US_ASCII));
    socket.getOutputStream().write(body, 0, length);
    long answer = readHead(201);
    in.skipNBytes(Math.max(0, answer));
  }

  /** Length of the body; -1 if it comes in chunks. */
  private long readHead(int expected) throws IOException {
    String status = line();
    long length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(java.util.Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        length = -1;
      }
    }
    if (!status.contains(" " + expected + " ") && !status.endsWith(" " + expected)) {
      throw new IOException("expected status %d, but found '%s'".formatted(expected, status));
    }
    return length;
  }

  private long chunkBytes() throws IOException {
    long bytes = Long.parseLong(line(), 16);
    if (bytes == 0) {
      line();
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("expected a line, but the connection ended");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
