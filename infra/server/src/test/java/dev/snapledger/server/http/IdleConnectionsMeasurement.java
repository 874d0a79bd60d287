package dev.snapledger.server.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * What idle TLS connections cost a server, with clients in a process of their own. Run it with the
 * class path of these tests: {@code java -cp … IdleConnectionsMeasurement 5000}.
 */
final class IdleConnectionsMeasurement {
  private static final String READY = "ready";

  private IdleConnectionsMeasurement() {}

  /** Measures, or is the clients: {@code COUNT}, or {@code PORT COUNT}. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2) {
      connect(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    } else {
      measure(Integer.parseInt(arguments[0]));
    }
  }

  private static void measure(int count) throws Exception {
    Path folder = Files.createTempDirectory("idle");
    try (TestListener listener = TestListener.start(folder, Patience.USUAL)) {
      clients(listener.port(), 100).destroyForcibly().waitFor();
      long before = usedBytes();
      Process clients = clients(listener.port(), count);
      long after = usedBytes();
      System.out.printf(
          "%d idle connections: %d KiB of heap, %.1f KiB each%n",
          count, (after - before) >> 10, (after - before) / 1024.0 / count);
      clients.destroyForcibly().waitFor();
    }
  }

  private static long usedBytes() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static Process clients(int port, int count) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                IdleConnectionsMeasurement.class.getName(),
                Integer.toString(port),
                Integer.toString(count))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    if (!READY.equals(out.readLine())) {
      throw new IOException("expected clients that are ready, but they ended");
    }
    return process;
  }

  private static void connect(int port, int count) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
    List<KeptConnection> open = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var connection =
          new KeptConnection(context.getSocketFactory().createSocket("127.0.0.1", port));
      connection.post("x");
      open.add(connection);
    }
    System.out.println(READY);
    while (System.in.read() >= 0) {
      open.getFirst().post("x");
    }
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
