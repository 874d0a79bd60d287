package dev.snapledger.clients;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Sends bytes as they are, one request a connection, and reads until the server closes it. */
final class RawHttp {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})[^\r]*\r\n");

  private RawHttp() {}

  /**
   * What came.
   *
   * @param status status; 0 if the server closed the connection without one
   * @param text all of the answer, a character for each byte
   */
  record Answer(int status, String text) {
    /** The bytes after the headers, which are not in chunks. */
    byte[] body() {
      byte[] all = text.getBytes(ISO_8859_1);
      return Arrays.copyOfRange(all, text.indexOf("\r\n\r\n") + 4, all.length);
    }

    /** The same as text. */
    String bodyText() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : new String(body(), UTF_8);
    }
  }

  /** Sends a request that says {@code Connection: close}. */
  static Answer send(RunningLedger ledger, String request) throws IOException {
    return send(ledger, request, new byte[0]);
  }

  static Answer send(RunningLedger ledger, String request, byte[] body) throws IOException {
    try (Socket socket = ledger.connect()) {
      OutputStream out = socket.getOutputStream();
      try {
        out.write(request.getBytes(ISO_8859_1));
        out.write(body);
        out.flush();
      } catch (SocketException | SSLException _) {
        // The server had enough; what it answered may still be there.
      }
      return answer(socket);
    }
  }

  private static Answer answer(Socket socket) throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = socket.getInputStream();
      for (int read = 0; read >= 0; read = in.read(buffer)) {
        all.write(buffer, 0, read);
      }
    } catch (SocketException | SSLException _) {
      // Closed without a good-bye.
    }
    String text = all.toString(ISO_8859_1);
    Matcher status = STATUS.matcher(text);
    return new Answer(status.lookingAt() ? Integer.parseInt(status.group(1)) : 0, text);
  }

  /** A request without a body. */
  static String request(String method, String target, String... headers) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    text.append("Host: localhost\r\nConnection: close\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }
}
