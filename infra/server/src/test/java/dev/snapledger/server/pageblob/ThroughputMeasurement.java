package dev.snapledger.server.pageblob;

import dev.snapledger.commands.id.DiskId;
import dev.snapledger.commands.type.SasAccess;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * How fast a snapshot is sent, beside a file of the same bytes sent by the same web server as its
 * own handler of static files does it.
 *
 * <p>A program, not a test: {@code main FOLDER MEBIBYTES ROUNDS} prints a line for each.
 */
final class ThroughputMeasurement {
  private static final int CHUNK = 4 << 20;

  private final Path file;
  private final long bytes;
  private final PrintStream out;

  private ThroughputMeasurement(Path file, long bytes, PrintStream out) {
    this.file = file;
    this.bytes = bytes;
    this.out = out;
  }

  static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long bytes = Long.parseLong(arguments[1]) << 20;
    int rounds = Integer.parseInt(arguments[2]);
    Path file = folder.resolve("plain.bin");
    new ThroughputMeasurement(file, bytes, System.out).run(folder, rounds);
  }

  private void run(Path folder, int rounds) throws Exception {
    try (DataPlane plane = DataPlane.in(folder)) {
      String snapshot = plane.url(plane.snapshot(filled(plane)));
      WebServer files = files();
      try {
        String plain = "http://127.0.0.1:" + files.port() + "/file?x=1";
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
          double fileRate = rate(plain);
          double snapshotRate = rate(snapshot);
          ratios[round] = snapshotRate / fileRate;
          out.printf(
              "round %d: file %.0f MB/s, snapshot %.0f MB/s, ratio %.2f%n",
              round, fileRate, snapshotRate, ratios[round]);
        }
        Arrays.sort(ratios);
        out.printf("median ratio %.2f%n", ratios[rounds / 2]);
      } finally {
        files.stop();
      }
    }
  }

  /** A disk of bytes that cannot be compressed, and the same in a file. */
  private DiskId filled(DataPlane plane) throws Exception {
    DiskId disk = plane.disk(bytes);
    String url = plane.url(disk, SasAccess.WRITE);
    var random = new Random(1);
    byte[] data = new byte[CHUNK];
    try (OutputStream copy = Files.newOutputStream(file)) {
      for (long at = 0; at < bytes; at += CHUNK) {
        random.nextBytes(data);
        copy.write(data);
        if (Http.putPage(url, at, data).statusCode() != 201) {
          throw new IllegalStateException("expected to write at " + at + ", but could not");
        }
      }
    }
    return disk;
  }

  private WebServer files() {
    return WebServer.builder()
        .shutdownHook(false)
        .host("127.0.0.1")
        .port(0)
        .routing(
            routing ->
                routing.get(
                    "/file",
                    (_, response) -> {
                      response.header(HeaderNames.CONTENT_LENGTH, Long.toString(bytes));
                      try (InputStream in = Channels.newInputStream(Files.newByteChannel(file));
                          OutputStream body = response.outputStream()) {
                        in.transferTo(body);
                      }
                    }))
        .build()
        .start();
  }

  /** MB/s of one whole body. */
  private double rate(String url) throws IOException {
    URI uri = URI.create(url);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET %s?%s HTTP/1.1\r\nHost: x\r\n\r\n"
                  .formatted(uri.getRawPath(), uri.getRawQuery())
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] buffer = new byte[1 << 20];
      long start = System.nanoTime();
      long found = 0;
      // The connection stays open: what is left at the end is less than the headers.
      while (found < bytes) {
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          throw new IllegalStateException("expected " + bytes + " bytes, but found " + found);
        }
        found += count;
      }
      return found * 1e3 / (System.nanoTime() - start);
    }
  }
}
