package dev.snapledger.bench.http;

import dev.snapledger.bench.process.Programs;
import dev.snapledger.bench.process.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A static file server with sendfile, over plain HTTP and over TLS with the ledger's certificate;
 * takes files by WebDAV as well. A child process that ends with the run.
 */
final class Nginx implements AutoCloseable {
  static final String LABEL = "nginx";

  private static final long START_SECONDS_MAX = 10;

  private final Process process;
  private final Path folder;
  private final int plainPort;
  private final int tlsPort;

  private Nginx(Process process, Path folder, int plainPort, int tlsPort) {
    this.process = process;
    this.folder = folder;
    this.plainPort = plainPort;
    this.tlsPort = tlsPort;
  }

  /** Why it cannot take part, for people; null if it can. */
  static @Nullable String missing() {
    return Programs.find(LABEL) == null
        ? "nginx is not installed (Debian package nginx-light)"
        : null;
  }

  /**
   * Starts it; on return it listens.
   *
   * @param identity PEM file with the certificate and its key
   */
  static Nginx start(Workspace workspace, Path identity) throws IOException {
    Path folder = workspace.folder("nginx");
    Files.createDirectories(folder.resolve("files"));
    Files.createDirectories(folder.resolve("logs"));
    int plain = freePort();
    int tls = freePort();
    Path config = folder.resolve("nginx.conf");
    Files.writeString(config, config(folder, identity.toAbsolutePath(), plain, tls));
    Path errors = folder.resolve("logs/errors");
    Process process =
        new ProcessBuilder(
                String.valueOf(Programs.find(LABEL)),
                "-p",
                folder.toString(),
                "-e",
                errors.toString(),
                "-c",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("logs/output").toFile())
            .start();
    Nginx nginx = new Nginx(process, folder, plain, tls);
    nginx.await(errors);
    return nginx;
  }

  /** As Debian's package configures it, but in the foreground and with a folder of its own. */
  private static String config(Path folder, Path identity, int plain, int tls) throws IOException {
    return """
    daemon off;
    %sworker_processes auto;
    pid %s/nginx.pid;
    events { worker_connections 768; }
    http {
      sendfile on;
      tcp_nopush on;
      access_log off;
      client_max_body_size 16m;
      client_body_buffer_size 4m;
      client_body_temp_path %s/body;
      proxy_temp_path %s/proxy;
      fastcgi_temp_path %s/fastcgi;
      uwsgi_temp_path %s/uwsgi;
      scgi_temp_path %s/scgi;
      keepalive_requests 1000000;
      ssl_certificate %s;
      ssl_certificate_key %s;
      ssl_protocols TLSv1.2 TLSv1.3;
      server {
        listen 127.0.0.1:%d;
        listen 127.0.0.1:%d ssl;
        root %s/files;
        location /put/ { dav_methods PUT; create_full_put_path on; }
      }
    }
    """
        .formatted(
            isRoot() ? "user root;\n" : "",
            folder,
            folder,
            folder,
            folder,
            folder,
            folder,
            identity,
            identity,
            plain,
            tls,
            folder);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await(Path errors) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (true) {
      try (RangeClient _ = RangeClient.connect(javax.net.SocketFactory.getDefault(), plainPort)) {
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() - deadline > 0) {
          close();
          throw new IOException(
              "expected nginx to listen, but it said: " + Files.readString(errors), e);
        }
        Thread.onSpinWait();
      }
    }
  }

  /** The file that is served under a name. */
  Path file(String name) {
    return folder.resolve("files").resolve(name);
  }

  int port(Transport transport) {
    return switch (transport) {
      case HTTP -> plainPort;
      case TLS -> tlsPort;
    };
  }

  URI url(String name) {
    return URI.create("http://127.0.0.1:" + plainPort + "/" + name);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(START_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
