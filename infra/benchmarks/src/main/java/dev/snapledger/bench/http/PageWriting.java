package dev.snapledger.bench.http;

import dev.snapledger.bench.figure.Series;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pages of 4 MiB, one after the other on one connection, each durable when it is answered; beside
 * them the same bytes appended to a file with an fsync each, and put into nginx, which syncs
 * nothing.
 */
final class PageWriting {
  static final String APPEND = "append+fsync";
  static final int PAGE_BYTES = 4 << 20;

  private static final int PAGES = 16;
  private static final double MEBIBYTE = 1 << 20;

  private final BenchNode node;
  private final @Nullable Nginx nginx;
  private final Path appended;
  private final DataDisk data = new DataDisk((long) PAGES * PAGE_BYTES);
  private final Map<String, Series> rates = new LinkedHashMap<>();
  private int version = 1;

  /**
   * Writes to a disk.
   *
   * @param appended a file that does not exist
   */
  PageWriting(BenchNode node, @Nullable Nginx nginx, Path appended) {
    this.node = node;
    this.nginx = nginx;
    this.appended = appended;
  }

  /** One round of all, with new bytes. */
  void round(URI disk, boolean counted) throws IOException {
    byte[] bytes = new byte[(int) data.bytes()];
    data.fill(0, ++version, bytes, bytes.length);
    for (Transport transport : Transport.values()) {
      add(counted, label(transport), () -> overHttp(disk, transport, bytes));
    }
    add(counted, APPEND, () -> append(bytes));
    Nginx other = nginx;
    if (other != null) {
      add(counted, Nginx.LABEL, () -> toNginx(other, bytes));
    }
  }

  static String label(Transport transport) {
    return HttpReport.OURS + " " + transport.label();
  }

  /** Something that takes time. */
  private interface Work {
    void run() throws IOException;
  }

  private void add(boolean counted, String label, Work work) throws IOException {
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);
    if (counted) {
      rates.computeIfAbsent(label, _ -> new Series()).add(data.bytes() / MEBIBYTE / seconds);
    }
  }

  private void overHttp(URI disk, Transport transport, byte[] bytes) throws IOException {
    try (RangeClient client = RangeClient.connect(node.sockets(transport), node.port(transport))) {
      for (int page = 0; page < PAGES; page++) {
        writePage(client, disk, (long) page * PAGE_BYTES, slice(bytes, page));
      }
    }
  }

  /** Writes bytes at a position of a disk. */
  static void writePage(RangeClient client, URI disk, long startByte, byte[] bytes)
      throws IOException {
    URI url = URI.create(disk + "&comp=page");
    String headers =
        "x-ms-page-write: update\r\nx-ms-range: bytes=%d-%d\r\n"
            .formatted(startByte, startByte + bytes.length - 1);
    client.put(url, headers, bytes, bytes.length);
  }

  private static byte[] slice(byte[] bytes, int page) {
    return java.util.Arrays.copyOfRange(bytes, page * PAGE_BYTES, (page + 1) * PAGE_BYTES);
  }

  private void append(byte[] bytes) throws IOException {
    try (FileChannel file =
        FileChannel.open(appended, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int page = 0; page < PAGES; page++) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, page * PAGE_BYTES, PAGE_BYTES);
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
        file.force(false);
      }
    }
  }

  private void toNginx(Nginx other, byte[] bytes) throws IOException {
    try (RangeClient client =
        RangeClient.connect(node.sockets(Transport.HTTP), other.port(Transport.HTTP))) {
      for (int page = 0; page < PAGES; page++) {
        URI url = other.url("put/%d-%d".formatted(version, page));
        client.put(url, "", slice(bytes, page), PAGE_BYTES);
      }
    }
  }

  /** Rates in MiB a second by label. */
  Map<String, Series> rates() {
    return rates;
  }
}
