package dev.snapledger.server.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A connection for more than one request, all of them the same; for one thread. */
final class KeptConnection implements AutoCloseable {
  /** To a blob. */
  static final String BLOB = "GET /d/e/f HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final String END = "\r\n\r\n";

  private final Socket socket;
  private final String request;

  KeptConnection(Socket socket, String request) {
    this.socket = socket;
    this.request = request;
  }

  /** One that had a request already. */
  KeptConnection used() throws IOException {
    int status = ask();
    if (status != 200) {
      throw new AssertionError("expected an answer, but found " + status);
    }
    return this;
  }

  /** Sends the request; the status of the answer. */
  int ask() throws IOException {
    TestListener.send(socket, request);
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
