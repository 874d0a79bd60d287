package dev.snapledger.server.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where the server listens, and under which address it is known.
 *
 * @param host address to listen at
 * @param port port to listen at; 0 for a free one
 * @param publicUrl scheme, host and port that clients use; null for {@code https://localhost:PORT}
 * @param plainPort port for the data plane without TLS; null for none
 * @param patience how long it waits for clients
 * @param capacity how much each port does at a time
 */
public record Binding(
    String host,
    int port,
    @Nullable URI publicUrl,
    @Nullable Integer plainPort,
    Patience patience,
    Capacity capacity) {
  /** With the usual patience and capacity. */
  public Binding(String host, int port, @Nullable URI publicUrl, @Nullable Integer plainPort) {
    this(host, port, publicUrl, plainPort, Patience.USUAL, Capacity.USUAL);
  }

  /** With TLS alone. */
  public Binding(String host, int port, @Nullable URI publicUrl) {
    this(host, port, publicUrl, null);
  }

  /** The same with another capacity. */
  public Binding with(Capacity other) {
    return new Binding(host, port, publicUrl, plainPort, patience, other);
  }

  /** Ports that it listens at. */
  public int ports() {
    return plainPort == null ? 1 : 2;
  }

  PublicAddress address(int boundPort) {
    URI canonical = publicUrl == null ? URI.create("https://localhost:" + boundPort) : publicUrl;
    return new PublicAddress(canonical, boundPort);
  }
}
