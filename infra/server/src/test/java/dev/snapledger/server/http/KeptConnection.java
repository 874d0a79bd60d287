package dev.snapledger.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A connection for more than one request to a {@link TestListener}; for one thread. */
final class KeptConnection implements AutoCloseable {
  private static final String END = "\r\n\r\n";

  private final Socket socket;

  KeptConnection(Socket socket) {
    this.socket = socket;
  }

  static KeptConnection open(TestListener listener) throws IOException {
    return new KeptConnection(listener.connect());
  }

  /** One that had a request already. */
  static KeptConnection used(TestListener listener) throws IOException {
    KeptConnection connection = open(listener);
    int status = connection.post("used");
    if (status != 200) {
      throw new AssertionError("expected an answer, but found " + status);
    }
    return connection;
  }

  /** Sends text to be echoed; the status of the answer. */
  int post(String text) throws IOException {
    TestListener.send(
        socket,
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d%s%s"
            .formatted(text.length(), END, text));
    String head = head(socket.getInputStream());
    int length = Integer.parseInt(head.replaceAll("(?is).*content-length: ([0-9]+).*", "$1"));
    socket.getInputStream().readNBytes(length);
    return Integer.parseInt(head.substring(9, 12));
  }

  private static String head(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(END) < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("expected an answer, but found '%s'".formatted(text));
      }
      text.append(new String(new byte[] {(byte) next}, ISO_8859_1));
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
