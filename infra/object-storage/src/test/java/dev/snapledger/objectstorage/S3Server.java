package dev.snapledger.objectstorage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in a process of its own, on a free port of this machine, over a folder. */
public final class S3Server implements AutoCloseable {
  /** The bucket there is. */
  public static final String BUCKET = "ledger-blocks";

  private static final String ACCESS_KEY = "test-name";
  private static final String SECRET_KEY = "test-secret";
  private static final Path LIBRARIES = Path.of("..", "s3-server", "target", "server");
  private static final int START_TRIES_MAX = 300;

  private final Process process;
  private final URI endpoint;

  private S3Server(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /**
   * Starts one.
   *
   * @param folder where it keeps everything
   */
  public static S3Server start(Path folder) throws IOException, InterruptedException {
    URI endpoint = URI.create("http://127.0.0.1:" + freePort());
    Path blobs = Files.createDirectories(folder.resolve("blobs"));
    Properties properties = new Properties();
    properties.setProperty("s3proxy.endpoint", endpoint.toString());
    properties.setProperty("s3proxy.authorization", "aws-v4");
    properties.setProperty("s3proxy.identity", ACCESS_KEY);
    properties.setProperty("s3proxy.credential", SECRET_KEY);
    properties.setProperty("jclouds.provider", "filesystem");
    properties.setProperty("jclouds.filesystem.basedir", blobs.toString());
    Path file = folder.resolve("server.properties");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    LIBRARIES + "/*",
                    "org.gaul.s3proxy.Main",
                    "--properties",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    S3Server server = new S3Server(process, endpoint);
    try {
      server.awaitStart(folder.resolve("server.log"));
      server.makeBucket();
      return server;
    } catch (RuntimeException | IOException e) {
      server.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart(Path log) throws IOException, InterruptedException {
    for (int i = 0; i < START_TRIES_MAX && process.isAlive(); i++) {
      try (var _ = new Socket(InetAddress.getLoopbackAddress(), endpoint.getPort())) {
        return;
      } catch (IOException _) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    throw new IllegalStateException(
        "expected a server at " + endpoint + ", but it said: " + Files.readString(log));
  }

  private void makeBucket() {
    try (S3Client client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      client.createBucket(request -> request.bucket(BUCKET));
    }
  }

  /** Settings of a node with its blocks below a prefix. */
  public Map<String, String> settings(String prefix) {
    return Map.of(
        "store.url",
        "s3://" + BUCKET + "/" + prefix,
        "store.s3.endpoint",
        endpoint.toString(),
        "store.s3.path-style",
        "true",
        "store.s3.access-key",
        ACCESS_KEY,
        "store.s3.secret-key",
        SECRET_KEY);
  }

  /** A client of the bucket below a prefix. */
  S3ObjectStore open(String prefix) {
    return open(prefix, SECRET_KEY);
  }

  S3ObjectStore open(String prefix, String secretKey) {
    return S3ObjectStore.open(
        S3Settings.of(
            "s3://" + BUCKET + "/" + prefix,
            endpoint,
            "us-east-1",
            S3Settings.AddressStyle.PATH,
            new S3Settings.AccessKeys(ACCESS_KEY, secretKey)));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while the server ended", e));
    }
  }
}
