package dev.snapledger.bench.http;

import dev.snapledger.bench.figure.Series;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * The same bytes of the same VHD from the ledger and from nginx, by the same client, in turn: over
 * plain HTTP and TLS, by one connection and by four, each of which reads its own part.
 */
final class Downloads {
  private static final List<Integer> CONNECTIONS = List.of(1, 4);
  private static final double MEBIBYTE = 1 << 20;

  private final BenchNode node;
  private final @Nullable Nginx nginx;
  private final DataDisk data;
  private final Map<String, Series> rates = new java.util.LinkedHashMap<>();
  private final Map<Integer, int[]> checksums = new java.util.HashMap<>();

  Downloads(BenchNode node, @Nullable Nginx nginx, DataDisk data) {
    this.node = node;
    this.nginx = nginx;
    this.data = data;
    for (int connections : CONNECTIONS) {
      int[] crcs = new int[connections];
      for (int i = 0; i < connections; i++) {
        crcs[i] = data.crc(start(i, connections), start(i + 1, connections));
      }
      checksums.put(connections, crcs);
    }
  }

  private long start(int part, int connections) {
    return data.bytes() / connections * part;
  }

  /** Who answers. */
  private record From(String label, URI url, Map<Transport, Integer> ports) {}

  /**
   * One round of all.
   *
   * @param snapshot shared-access URL
   * @param counted whether its values count
   */
  void round(URI snapshot, boolean counted) throws IOException {
    List<From> all = new ArrayList<>();
    all.add(new From(HttpReport.OURS, snapshot, ports(node::port)));
    if (nginx != null) {
      all.add(new From(Nginx.LABEL, nginx.url(HttpRun.VHD), ports(nginx::port)));
    }
    for (Transport transport : Transport.values()) {
      for (int connections : CONNECTIONS) {
        for (From from : all) {
          double rate = download(from, transport, connections);
          if (counted) {
            rates
                .computeIfAbsent(key(from.label(), transport, connections), _ -> new Series())
                .add(rate);
          }
        }
      }
    }
  }

  private static Map<Transport, Integer> ports(java.util.function.ToIntFunction<Transport> portOf) {
    Map<Transport, Integer> ports = new EnumMap<>(Transport.class);
    for (Transport transport : Transport.values()) {
      ports.put(transport, portOf.applyAsInt(transport));
    }
    return ports;
  }

  /** MiB a second. */
  private double download(From from, Transport transport, int connections) throws IOException {
    SocketFactory sockets = node.sockets(transport);
    int port = from.ports().getOrDefault(transport, 0);
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<RangeClient.Got>> parts = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        long first = start(i, connections);
        long last = start(i + 1, connections) - 1;
        parts.add(
            threads.submit(
                () -> {
                  try (RangeClient client = RangeClient.connect(sockets, port)) {
                    return client.get(from.url(), first, last);
                  }
                }));
      }
      check(from, connections, parts);
    }
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    return data.bytes() / MEBIBYTE / seconds;
  }

  private void check(From from, int connections, List<Future<RangeClient.Got>> parts)
      throws IOException {
    int[] expected = checksums.getOrDefault(connections, new int[0]);
    for (int i = 0; i < connections; i++) {
      try {
        RangeClient.Got got = parts.get(i).get();
        if (got.crc() != expected[i]) {
          throw new IOException(
              "expected part %d of %d of %s to have the disk's bytes, but it has others"
                  .formatted(i + 1, connections, from.label()));
        }
      } catch (ExecutionException e) {
        throw new IOException("expected a download from " + from.label() + ", but it failed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while downloading", e);
      }
    }
  }

  static List<Integer> connections() {
    return CONNECTIONS;
  }

  /** Rates in MiB a second; null if that one took no part. */
  @Nullable Series rates(String label, Transport transport, int connections) {
    return rates.get(key(label, transport, connections));
  }

  private static String key(String label, Transport transport, int connections) {
    return label + " " + transport.label() + " " + connections;
  }
}
