package dev.snapledger.server.http;

import dev.snapledger.commands.trace.Tracing;
import io.helidon.common.tls.Tls;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The web server: one HTTPS port, and one without TLS for the data plane alone if it is asked for;
 * each request on a virtual thread of its own.
 */
public final class HttpListener implements AutoCloseable {
  private static final List<String> TLS_VERSIONS = List.of("TLSv1.3", "TLSv1.2");

  private static final String BLOBS = "/{account}/{container}/{blob}";

  /** Name of the second socket. */
  private static final String PLAIN = "plain";

  /** The web server's own limit, which ends requests that run as well, is not used. */
  private static final Duration NO_IDLE_MAX = Duration.ofDays(3_650);

  private final WebServer server;
  private final Stopwatch watch;
  private final PublicAddress address;

  private HttpListener(WebServer server, Stopwatch watch, PublicAddress address) {
    this.server = server;
    this.watch = watch;
    this.address = address;
  }

  /** As below; nothing is traced. */
  public static HttpListener start(
      Binding binding,
      SSLContext tls,
      Function<PublicAddress, Routes> routes,
      @Nullable HttpService pageBlobs,
      Supplier<UUID> requestIds,
      RequestMeter meter) {
    return start(binding, tls, routes, pageBlobs, requestIds, meter, Tracing.NONE);
  }

  /**
   * Starts it; on return it answers.
   *
   * @param routes makes the JSON interfaces, once the address is known
   * @param pageBlobs the data plane, for paths of three segments that no route begins like; null
   *     for none
   * @param requestIds ids of requests, for answers and log
   * @param meter is told of every request
   * @param tracing records requests
   * @throws ListenException if the port cannot be had
   */
  public static HttpListener start(
      Binding binding,
      SSLContext tls,
      Function<PublicAddress, Routes> routes,
      @Nullable HttpService pageBlobs,
      Supplier<UUID> requestIds,
      RequestMeter meter,
      Tracing tracing) {
    var bridge = new ApiBridge(requestIds);
    var watch = new Stopwatch(binding.patience().shortest());
    var channels = new AcceptedChannels();
    var connections = new PatientConnections(binding.patience(), watch, channels);
    WebServerConfig.Builder builder =
        WebServer.builder()
            .shutdownHook(false) // Whoever starts it closes it, in the right order.
            .port(binding.port())
            .tls(Tls.builder().sslContext(tls).enabledProtocols(TLS_VERSIONS).build())
            .routing(routing -> route(routing, bridge, pageBlobs, meter, tracing));
    limit(builder, binding, channels, connections);
    if (binding.plainPort() != null && pageBlobs != null) {
      int plainPort = binding.plainPort();
      builder.putSocket(
          PLAIN,
          plain -> {
            limit(plain, binding, channels, connections);
            plain
                .port(plainPort)
                .routing(routing -> routePlain(routing, pageBlobs, meter, tracing));
          });
    }
    WebServer server = builder.build().start();
    if (!server.isRunning()) { // A port that is taken is no exception there.
      server.stop();
      throw new ListenException(binding.host(), binding.port());
    }
    PublicAddress address = binding.address(server.port());
    try {
      bridge.open(routes.apply(address), address);
    } catch (RuntimeException e) {
      server.stop();
      throw e;
    }
    watch.start();
    return new HttpListener(server, watch, address);
  }

  private static void limit(
      ListenerConfig.BuilderBase<?, ?> listener,
      Binding binding,
      AcceptedChannels channels,
      ServerConnectionSelector connections) {
    listener.host(binding.host());
    listener.connectionOptions(channels);
    listener.maxPayloadSize(ServerLimits.BODY_BYTES_MAX);
    listener.maxTcpConnections(binding.capacity().connectionsMax());
    listener.maxConcurrentRequests(binding.capacity().requestsMax());
    listener.idleConnectionTimeout(NO_IDLE_MAX);
    listener.shutdownGracePeriod(ServerLimits.STOP_MAX);
    listener.directHandlers(TransportErrors.handlers(binding.capacity()));
    listener.protocolsDiscoverServices(false);
    listener.addConnectionSelector(connections);
  }

  private static void route(
      HttpRouting.Builder routing,
      ApiBridge bridge,
      @Nullable HttpService pageBlobs,
      RequestMeter meter,
      Tracing tracing) {
    routing.addFilter(new MeteredRequests(meter));
    routing.addFilter(new TracedRequests(tracing));
    routing.any(bridge);
    if (pageBlobs != null) {
      blobs(routing, pageBlobs);
    }
    routing.any((_, response) -> response.status(Status.NOT_FOUND_404).send());
  }

  /** No token ever travels there: it has blobs, whose signatures end with their grants. */
  private static void routePlain(
      HttpRouting.Builder routing, HttpService pageBlobs, RequestMeter meter, Tracing tracing) {
    routing.addFilter(new MeteredRequests(meter));
    routing.addFilter(new TracedRequests(tracing));
    blobs(routing, pageBlobs);
    routing.any((_, response) -> response.status(Status.NOT_FOUND_404).send());
  }

  private static void blobs(HttpRouting.Builder routing, HttpService pageBlobs) {
    routing.any(
        BLOBS,
        (request, response) -> {
          MeteredRequests.taken(request, BLOBS);
          response.next();
        });
    routing.register(BLOBS, pageBlobs);
  }

  /** The address clients use. */
  public PublicAddress address() {
    return address;
  }

  /** The port it listens at. */
  public int port() {
    return server.port();
  }

  /** Waits for running requests, but not for long, and closes all connections. */
  @Override
  public void close() {
    server.stop();
    watch.close();
  }
}
