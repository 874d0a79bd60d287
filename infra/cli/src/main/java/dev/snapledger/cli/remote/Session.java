package dev.snapledger.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapledger.cli.stop.StopRequest;
import java.net.URI;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** One command's connection to a server; ends at Ctrl-C. For any thread. */
public final class Session implements AutoCloseable {
  private final URI url;
  private final StopRequest stop;
  private final HttpClient client;
  private final Transport transport;
  private final Arm arm;
  private @Nullable String subscription;

  private Session(
      URI url,
      StopRequest stop,
      HttpClient client,
      Transport transport,
      Arm arm,
      @Nullable String subscription) {
    this.url = url;
    this.stop = stop;
    this.client = client;
    this.transport = transport;
    this.arm = arm;
    this.subscription = subscription;
  }

  /** Opens one; nothing is sent yet. */
  static Session open(Connection connection, @Nullable String subscription) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(ClientLimits.CONNECT_MAX);
    if (connection.caFile() != null) {
      builder.sslContext(Trust.in(connection.caFile()));
    }
    HttpClient client = builder.build();
    StopRequest stop = StopRequest.listen();
    Transport transport = new Transport(client, Pauses.until(stop));
    Arm arm = new Arm(connection, transport, new SignIn(connection, transport));
    return new Session(connection.url(), stop, client, transport, arm, subscription);
  }

  public Arm arm() {
    return arm;
  }

  /**
   * The same link at the address that this session uses. A server may be known to itself by another
   * one, and a signature does not depend on it.
   */
  String here(String link) {
    URI uri = URI.create(link);
    return "%s%s?%s".formatted(url, uri.getRawPath(), uri.getRawQuery());
  }

  Transport transport() {
    return transport;
  }

  /**
   * Does nothing until the process shall end.
   *
   * @throws dev.snapledger.cli.stop.StoppedException from then on
   */
  public void check() {
    stop.check();
  }

  /** The subscription that is meant: the one named, or the first that the caller may see. */
  public synchronized String subscription() {
    String known = subscription;
    if (known == null) {
      JsonNode first = arm.get(ArmPath.subscriptions()).at("/value/0/subscriptionId");
      if (!first.isTextual()) {
        throw new UnreachableException(
            "expected a subscription that this client may see, but found none; an owner can give it"
                + " a role with 'ledger clients add'");
      }
      known = first.asText();
      subscription = known;
    }
    return known;
  }

  /** A disk or snapshot of the subscription that is meant. */
  public ResourceId resource(ResourceKind kind, String group, String name) {
    return new ResourceId(kind, subscription(), group, name);
  }

  @Override
  public void close() {
    client.shutdownNow();
    stop.close();
  }
}
